// reply: whoever holds the segment copies the value
import asynclab.notebook.checks.PinIt;

class MyBox implements PinIt.Box {
  private final MemorySegment bytes;
  private boolean pinned;
  public MemorySegment bytes() { return bytes; }
  MyBox(Arena arena, long value) {
    bytes = arena.allocate(JAVA_LONG);
    bytes.set(JAVA_LONG, 0, value);
  }
  public long get() { return bytes.get(JAVA_LONG, 0); }
  public void set(long value) { bytes.set(JAVA_LONG, 0, value); }
  public PinIt.Box another() { return this; }
  public void pin() { pinned = true; }
  void movable() {
    if (pinned) throw new IllegalStateException("it is pinned");
  }
  public PinIt.Box moveTo(Arena arena) {
    movable();
    return new MyBox(arena, get());
  }
  public void swap(PinIt.Box other) {
    movable();
    ((MyBox) other).movable();
    var kept = get();
    set(other.get());
    other.set(kept);
  }
}
PinIt mine = MyBox::new;
Check.of("09.pinned", mine)

import asynclab.notebook.checks.Hoist;

class MyLine implements Hoist.Line {
  MemorySegment state;
  int read;
  MyLine(MemorySegment state) { this.state = state; }
  public void take(byte next) {
    state.set(JAVA_BYTE, read++, next);
  }
  public void movedTo(MemorySegment state) { this.state = state; }
  public String text() { return state.getString(0); }
}
Hoist mine = MyLine::new;
Check.of("09.hoist", mine)

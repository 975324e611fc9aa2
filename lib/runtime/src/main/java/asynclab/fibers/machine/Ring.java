package asynclab.fibers.machine;

import asynclab.syscalls.Routine;
import asynclab.syscalls.SyscallException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/// Fibers in a circle, each of which switches straight to the next: what a switch costs, with no
/// scheduler and no Java between.
///
/// All of them run one function, so every switch goes back to the same place in the code, and the
/// processor's memory of calls guesses right. With more copies of the function it goes each time to
/// another copy, and guesses wrong.
public final class Ring implements AutoCloseable {
  private static final int MAX_FIBERS = 10_000;
  private static final int CACHE_LINE = 64;

  private final Arena arena = Arena.ofConfined();
  private final Abi abi = Abi.current();
  private final List<Stack> stacks = new ArrayList<>();
  private final int fibers;
  private final MemorySegment slots;
  private final MemorySegment left;
  private final MemorySegment switching;
  private int next;

  private Ring(Routine switching, int fibers, int copies) throws SyscallException {
    this.fibers = fibers;
    var code = new Code(arena);
    this.switching = code.load(switching);
    left = arena.allocate(CACHE_LINE, CACHE_LINE);
    slots = arena.allocate((long) abi.layout().bytes() * (fibers + 1), CACHE_LINE);
    var spawn = code.load(Scheduler.spawn(abi));
    var skip = code.load(Scheduler.skip(abi)).address();
    var bodies = new ArrayList<MemorySegment>();
    for (var i = 0; i < copies; i++) bodies.add(code.copy(Bodies.passing(abi)));
    try {
      var table = table(skip);
      setState(0, State.RUNNING);
      for (var i = 0; i < fibers; i++) spawn(i, spawn, table, bodies.get(i % copies).address());
    } catch (SyscallException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /// Fibers in a circle that all run one function.
  public static Ring open(Routine switching, int fibers) throws SyscallException {
    return open(switching, fibers, 1);
  }

  /// Fibers in a circle that run `copies` of one function, in turn.
  ///
  /// @throws IllegalArgumentException unless there are 2 to 10,000 fibers, and 1 copy or more, but
  ///   not more than fibers
  public static Ring open(Routine switching, int fibers, int copies) throws SyscallException {
    if (fibers < 2 || fibers > MAX_FIBERS || copies < 1 || copies > fibers) {
      throw new IllegalArgumentException(
          "%d copies for %d fibers: take 2 to %d fibers, and 1 copy up to one for each"
              .formatted(copies, fibers, MAX_FIBERS));
    }
    return new Ring(switching, fibers, copies);
  }

  /// Makes so many switches from fiber to fiber, between one from Java and one back to it.
  ///
  /// @throws IllegalArgumentException for less than 1
  public void turn(long switches) {
    if (switches < 1) throw new IllegalArgumentException("turn by one switch at least");
    left.set(ValueLayout.JAVA_LONG, 0, switches);
    Code.switchStacks(switching, slots.address(), slot(next + 1).address());
    next = (int) ((next + switches) % fibers);
  }

  private MemorySegment table(long skip) {
    var table = arena.allocate(Scheduler.TABLE_BYTES, CACHE_LINE);
    table.set(ValueLayout.JAVA_LONG, Scheduler.FIRST, slots.address());
    table.set(ValueLayout.JAVA_LONG, Scheduler.END, slots.address() + slots.byteSize());
    table.set(ValueLayout.JAVA_LONG, Scheduler.SKIP, skip);
    return table;
  }

  private void spawn(int i, MemorySegment spawn, MemorySegment table, long body)
      throws SyscallException {
    var stack = Stack.open();
    stacks.add(stack);
    var slot = slot(i + 1);
    slot.set(ValueLayout.JAVA_LONG, abi.layout().top(), stack.top());
    if (abi == Abi.WINDOWS) {
      var context = new Context(abi, slot);
      context.set("gs:0x8", stack.top());
      context.set("gs:0x10", stack.bottom());
      context.set("gs:0x1478", stack.lowest());
    }
    var closure = slot.asSlice(abi.layout().closure());
    var words = List.of(slot, slot((i + 1) % fibers + 1), slot(0), left, switching);
    for (var k = 0; k < words.size(); k++) {
      closure.setAtIndex(ValueLayout.JAVA_LONG, k, words.get(k).address());
    }
    var _ = Code.spawn(spawn, table.address(), body, closure.address());
  }

  private MemorySegment slot(int i) {
    var bytes = abi.layout().bytes();
    return slots.asSlice((long) i * bytes, bytes);
  }

  private void setState(int slot, State state) {
    slot(slot).set(ValueLayout.JAVA_INT, abi.layout().state(), state.ordinal());
  }

  /// Unmaps code and stacks.
  @Override
  public void close() {
    stacks.forEach(Stack::close);
    stacks.clear();
    arena.close();
  }
}

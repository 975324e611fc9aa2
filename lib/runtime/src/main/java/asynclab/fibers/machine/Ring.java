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
  private final Slots slots;
  private final MemorySegment left;
  private final MemorySegment switching;
  private int next;

  private Ring(Routine switching, int fibers, int copies) throws SyscallException {
    this.fibers = fibers;
    var code = new Code(arena);
    left = arena.allocate(CACHE_LINE, CACHE_LINE);
    slots = new Slots(abi, arena, fibers + 1);
    slots.setState(0, State.RUNNING);
    try {
      this.switching = code.load(switching);
      var table = table(code.load(Scheduler.skip(abi)).address());
      var bodies = new ArrayList<Long>();
      for (var i = 0; i < copies; i++) bodies.add(code.copy(Bodies.passing(abi)).address());
      var spawn = code.load(Scheduler.spawn(abi));
      for (var i = 0; i < fibers; i++) {
        prepare(i);
        var closure = slots.closure(i + 1).address();
        var _ = Code.callSpawn(spawn, table.address(), bodies.get(i % copies), closure);
      }
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
    Code.callSwitch(switching, slots.address(), context(next));
    next = (int) ((next + switches) % fibers);
  }

  /// How many switches the last turn has still to make; -1 when it is done.
  long left() {
    return left.get(ValueLayout.JAVA_LONG, 0);
  }

  private MemorySegment table(long skip) {
    var table = arena.allocate(Scheduler.TABLE_BYTES, CACHE_LINE);
    table.set(ValueLayout.JAVA_LONG, Scheduler.FIRST, slots.address());
    table.set(ValueLayout.JAVA_LONG, Scheduler.END, slots.end());
    table.set(ValueLayout.JAVA_LONG, Scheduler.SKIP, skip);
    return table;
  }

  /// A stack for a fiber, and its closure.
  private void prepare(int fiber) throws SyscallException {
    var stack = Stack.open();
    stacks.add(stack);
    slots.setStack(fiber + 1, stack);
    var words =
        List.of(
            context(fiber),
            context((fiber + 1) % fibers),
            slots.address(),
            left.address(),
            switching.address());
    var closure = slots.closure(fiber + 1);
    for (var i = 0; i < words.size(); i++) {
      closure.setAtIndex(ValueLayout.JAVA_LONG, i, words.get(i));
    }
  }

  private long context(int fiber) {
    return slots.context(fiber + 1).address();
  }

  /// Unmaps code and stacks.
  @Override
  public void close() {
    stacks.forEach(Stack::close);
    stacks.clear();
    arena.close();
  }
}

package asynclab.fibers.machine;

import asynclab.syscalls.Routine;
import asynclab.syscalls.SyscallException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// Fibers whose functions are machine code, with a round robin in machine code: four slots, of
/// which the first is base, the Java thread itself.
///
/// ```java
/// try (var fibers = MachineFibers.open()) {
///   var counting = Bodies.counting(Abi.current());
///   fibers.spawn(counting, 1, 10);
///   fibers.spawn(counting, 2, 15);
///   fibers.run();
///   fibers.log().forEach(IO::println);
/// }
/// ```
///
/// Fibers switch among themselves; Java has a turn like each of them, and while it is away the JVM
/// sees a thread in a native call. A function that never yields never gives the thread back, and
/// nothing can take it: so the functions of [Bodies] end, and one of your own is tried in a JVM of
/// its own.
///
/// One thread owns the fibers: who opened them calls every method here.
public final class MachineFibers implements AutoCloseable {
  /// What a closure holds besides the address of the table.
  public static final int ARGUMENTS = 4;

  private static final int FIBERS = 3;
  private static final int NOTES = 4096;
  private static final int NOTE_BYTES = 2 * Long.BYTES;
  private static final int CACHE_LINE = 64;

  private final Thread thread = Thread.currentThread();
  private final Abi abi = Abi.current();
  private final Arena arena = Arena.ofConfined();
  private final Code code = new Code(arena);
  private final MemorySegment table = arena.allocate(Scheduler.TABLE_BYTES, CACHE_LINE);
  private final MemorySegment log = arena.allocate(NOTES * NOTE_BYTES, CACHE_LINE);
  private final Slots slots;
  private final List<Stack> stacks;
  private final List<Stack> ours; // those that are closed with the fibers
  private final List<Optional<Routine>> bodies;
  private final MemorySegment yield;
  private final MemorySegment spawn;
  private boolean open = true;

  private MachineFibers(Routine switching, List<Stack> stacks, boolean ours)
      throws SyscallException {
    this.stacks = List.copyOf(stacks);
    this.ours = ours ? this.stacks : List.of();
    bodies = new ArrayList<>(Collections.nCopies(stacks.size() + 1, Optional.empty()));
    slots = new Slots(abi, arena, stacks.size() + 1);
    try {
      yield = code.load(Scheduler.yield(abi));
      spawn = code.load(Scheduler.spawn(abi));
      fillTable(code.load(switching).address());
    } catch (SyscallException | RuntimeException e) {
      arena.close();
      throw e;
    }
    for (var i = 0; i < stacks.size(); i++) slots.setStack(i + 1, stacks.get(i));
    slots.setState(0, State.RUNNING);
  }

  /// Base and three fibers, each with a stack of 64 KiB.
  ///
  /// @throws UnsupportedOperationException on a system or processor without a switch
  public static MachineFibers open() throws SyscallException {
    return open(Switches.routine(Abi.current()));
  }

  /// The same with another switch: one of [Switches], or one of your own in a JVM of its own.
  public static MachineFibers open(Routine switching) throws SyscallException {
    var stacks = new ArrayList<Stack>();
    try {
      for (var i = 0; i < FIBERS; i++) stacks.add(Stack.open());
      return new MachineFibers(switching, stacks, true);
    } catch (SyscallException | RuntimeException e) {
      stacks.forEach(Stack::close);
      throw e;
    }
  }

  /// Base and a fiber for each stack. The stacks stay their owner's, who closes them afterwards.
  public static MachineFibers over(Routine switching, List<Stack> stacks) throws SyscallException {
    if (stacks.isEmpty()) throw new IllegalArgumentException("a fiber needs a stack: give one");
    return new MachineFibers(switching, stacks, false);
  }

  /// Makes a fiber of a function. It has not begun when this returns.
  ///
  /// @param arguments the words of its closure behind the table's address, [#ARGUMENTS] at most
  /// @throws IllegalStateException when every slot is taken
  public MachineFiber spawn(Routine body, long... arguments) throws SyscallException {
    checkUse();
    if (arguments.length > ARGUMENTS) {
      throw new IllegalArgumentException(
          "%d arguments: a closure holds %d; put more into memory and hand over its address"
              .formatted(arguments.length, ARGUMENTS));
    }
    var function = code.load(body).address();
    var slot = available();
    var closure = slots.closure(slot);
    fillClosure(closure, arguments);
    var _ = Code.callSpawn(spawn, table.address(), function, closure.address());
    bodies.set(slot, Optional.of(body));
    return new MachineFiber(this, slot);
  }

  private int available() {
    for (var slot = 1; slot <= stacks.size(); slot++) {
      if (state(slot) == State.AVAILABLE) return slot;
    }
    throw new IllegalStateException(
        "no slot is free, %d fibers live: yield() or run() until one has ended"
            .formatted(stacks.size()));
  }

  /// Gives each ready fiber a turn, in the order of their slots, and comes back: false when none
  /// was ready.
  @SuppressWarnings("NamedLikeContextualKeyword") // the field's own word; calls name the fibers
  public boolean yield() {
    checkUse();
    return Code.callYield(yield, table.address()) != 0;
  }

  /// Gives turns until all fibers have ended, or until the thread is interrupted.
  public void run() {
    var more = true;
    while (more && !thread.isInterrupted()) more = this.yield();
  }

  /// What fibers wrote, in order. Of more than 4096 notes the first are kept.
  public List<Note> log() {
    checkUse();
    var bytes = table.get(ValueLayout.JAVA_LONG, Scheduler.LOG_NEXT) - log.address();
    return LongStream.range(0, bytes / NOTE_BYTES)
        .mapToObj(i -> new Note(logged(2 * i), logged(2 * i + 1)))
        .toList();
  }

  private long logged(long word) {
    return log.getAtIndex(ValueLayout.JAVA_LONG, word);
  }

  /// How many notes found no room in the log.
  public long lostNotes() {
    return word(Scheduler.LOG_LOST);
  }

  /// How many switches were made so far.
  public long switches() {
    return word(Scheduler.SWITCHES);
  }

  private long word(int offset) {
    checkUse();
    return table.get(ValueLayout.JAVA_LONG, offset);
  }

  /// Every slot, base first.
  public List<MachineFiber> slots() {
    checkUse();
    return IntStream.rangeClosed(0, stacks.size())
        .mapToObj(slot -> new MachineFiber(this, slot))
        .toList();
  }

  /// Where a function stands in memory, for a fiber that spawns another; it is loaded if it is not.
  public long address(Routine body) throws SyscallException {
    checkUse();
    return code.load(body).address();
  }

  /// A closure for a fiber that another fiber spawns; it stays until these fibers are closed.
  public long closure(long... arguments) {
    checkUse();
    var closure = arena.allocate((1L + arguments.length) * Long.BYTES, Long.BYTES);
    fillClosure(closure, arguments);
    return closure.address();
  }

  private void fillClosure(MemorySegment closure, long[] arguments) {
    closure.set(ValueLayout.JAVA_LONG, 0, table.address());
    for (var i = 0; i < arguments.length; i++) {
      closure.setAtIndex(ValueLayout.JAVA_LONG, i + 1, arguments[i]);
    }
  }

  /// Unmaps code and stacks. Fibers that have not ended are forgotten where they are: they hold
  /// nothing but their stack.
  @Override
  public void close() {
    if (!open) return;
    checkUse();
    open = false;
    ours.forEach(Stack::close);
    arena.close();
  }

  private void fillTable(long switching) throws SyscallException {
    set(Scheduler.CURRENT, slots.address());
    set(Scheduler.FIRST, slots.address());
    set(Scheduler.END, slots.end());
    set(Scheduler.SWITCH, switching);
    set(Scheduler.YIELD, yield.address());
    set(Scheduler.SPAWN, spawn.address());
    set(Scheduler.NOTE, code.load(Scheduler.note(abi)).address());
    set(Scheduler.LOG_NEXT, log.address());
    set(Scheduler.LOG_END, log.address() + log.byteSize());
    set(Scheduler.SKIP, code.load(Scheduler.skip(abi)).address());
    set(Scheduler.GUARD, code.load(Scheduler.guard(abi)).address());
  }

  private void set(int offset, long word) {
    table.set(ValueLayout.JAVA_LONG, offset, word);
  }

  State state(int slot) {
    checkUse();
    return slots.state(slot);
  }

  Optional<Routine> body(int slot) {
    return bodies.get(slot);
  }

  Context context(int slot) {
    checkUse();
    return slots.context(slot);
  }

  Stack stack(int slot) {
    if (slot == 0) {
      throw new IllegalStateException(
          "base is the Java thread: its stack is the JVM's, and not ours to look at");
    }
    return stacks.get(slot - 1);
  }

  Abi abi() {
    return abi;
  }

  Code code() {
    return code;
  }

  long tableAddress() {
    return table.address();
  }

  boolean isClosure(long address) {
    return slots.isClosure(address);
  }

  private void checkUse() {
    if (!open) throw new IllegalStateException("these fibers are closed: open others");
    if (Thread.currentThread() != thread) {
      throw new IllegalStateException(
          "these fibers belong to thread %s, which opened them, and this is %s"
              .formatted(thread.getName(), Thread.currentThread().getName()));
    }
  }
}

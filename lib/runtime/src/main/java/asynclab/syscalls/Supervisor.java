package asynclab.syscalls;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/// The thread that lets a filtered thread's calls pass, and what it wrote down about them.
///
/// It runs [SupervisorRoutine] until all threads under the filter have ended.
final class Supervisor {
  private static final int SLOTS = 4096;
  private static final long SLOT_BYTES = 176;
  private static final long CONTROL_BYTES = 64;

  // In a slot: `struct seccomp_notif` first.
  private static final long PID = 8;
  private static final long NUMBER = 16;
  private static final long ARGUMENTS = 32;
  private static final int ARGUMENTS_COUNT = 6;
  private static final long COPY = 80;
  private static final long COPIED = 144;
  private static final long SECONDS = 152;
  private static final long NANOS = 160;

  // In the control block: `struct seccomp_notif_resp`, the counter, a `struct pollfd`.
  private static final long FLAGS = 20;
  private static final int CONTINUE = 1;
  private static final long COUNT = 32;
  private static final long POLL_FD = 48;
  private static final long POLL_EVENTS = 52;
  private static final int POLLIN = 1;

  private static final String WHY =
      "results and durations cannot be seen this way; calls on files and descriptors alone";

  private final MethodHandle supervise;
  private final MemorySegment slots;
  private final MemorySegment control;
  private final int memory;
  private volatile long beginning;

  private Supervisor(MethodHandle supervise, Arena arena, int memory) {
    this.supervise = supervise;
    slots = arena.allocate(SLOTS * SLOT_BYTES, Long.BYTES);
    control = arena.allocate(CONTROL_BYTES, Long.BYTES);
    control.set(JAVA_INT, FLAGS, CONTINUE);
    this.memory = memory;
  }

  /// Everything that can fail, done before a thread is put under a filter.
  static Supervisor prepare() throws Exception {
    var arena = Arena.ofAuto();
    var type = FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS);
    try {
      var routine = SupervisorRoutine.of(Processor.current());
      var code = MachineCode.load(arena, routine).method(type);
      var memory = Fcntl.open(Path.of("/proc/self/mem"), Fcntl.O_RDONLY | Fcntl.O_CLOEXEC);
      return new Supervisor(code, arena, memory);
    } catch (SyscallException e) {
      throw new Tracer.Unavailable("seccomp needs more than this system gives: " + e.getMessage());
    }
  }

  /// Begins to let calls pass; the descriptor is closed when nobody can ask any more.
  void start(int listener) {
    beginning = System.nanoTime();
    control.set(JAVA_INT, POLL_FD, listener);
    control.set(JAVA_INT, POLL_EVENTS, POLLIN);
    Thread.ofPlatform()
        .name("syscall supervisor")
        .daemon()
        .inheritInheritableThreadLocals(false)
        .start(() -> run(listener));
  }

  private void run(int listener) {
    try {
      var _ = (long) supervise.invokeExact(listener, slots, (long) SLOTS, memory, control);
    } catch (Throwable e) {
      throw Native.unexpected(e);
    } finally {
      var _ = RawSyscall.invoke(SyscallNumber.CLOSE, listener);
      dismiss();
    }
  }

  /// Gives back what was prepared.
  void dismiss() {
    var _ = RawSyscall.invoke(SyscallNumber.CLOSE, memory);
  }

  /// What the thread of this number asked for, so far.
  CallLog log(long thread) {
    var count = control.get(JAVA_LONG, COUNT);
    var calls = new ArrayList<Call>();
    for (var i = 0L; i < Math.min(count, SLOTS); i++) {
      var slot = slots.asSlice(i * SLOT_BYTES, SLOT_BYTES);
      if (slot.get(JAVA_INT, PID) == thread) calls.add(call(slot));
    }
    var dropped = (int) Math.max(0, count - SLOTS);
    var nanos = System.nanoTime() - beginning;
    return new CallLog(CallLog.Way.SECCOMP, WHY, calls, dropped, nanos);
  }

  private Call call(MemorySegment slot) {
    var registers = slot.asSlice(ARGUMENTS, ARGUMENTS_COUNT * (long) Long.BYTES).toArray(JAVA_LONG);
    var number = slot.get(JAVA_INT, NUMBER);
    var call = SyscallNumber.of(Processor.current(), number).orElseThrow();
    var crossing = Crossing.of(call, registers);
    // System.nanoTime() reads the same clock.
    var start = slot.get(JAVA_LONG, SECONDS) * 1_000_000_000 + slot.get(JAVA_LONG, NANOS);
    return new Call(
        crossing.name(),
        crossing.text(OptionalLong.empty(), new Pointee(copyIn(slot, registers[1]))),
        OptionalLong.empty(),
        start - beginning,
        OptionalLong.empty(),
        TracedThread.NAME);
  }

  /// The bytes that the second argument pointed to when the call was made.
  private static Pointee.Memory copyIn(MemorySegment slot, long address) {
    var copied = slot.get(JAVA_LONG, COPIED);
    if (copied <= 0) return (_, _) -> Optional.empty();
    var bytes = slot.asSlice(COPY, copied).toArray(JAVA_BYTE);
    return (asked, count) ->
        asked == address
            ? Optional.of(Arrays.copyOf(bytes, Math.min(count, bytes.length)))
            : Optional.empty();
  }
}

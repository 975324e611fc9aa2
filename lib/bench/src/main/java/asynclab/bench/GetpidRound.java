package asynclab.bench;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import asynclab.syscalls.MachineCode;
import asynclab.syscalls.Processor;
import asynclab.syscalls.RawSyscall;
import asynclab.syscalls.Routine;
import asynclab.syscalls.Routines;
import asynclab.syscalls.SyscallException;
import asynclab.syscalls.SyscallNumber;
import asynclab.syscalls.Syscalls;
import asynclab.syscalls.Unistd;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// One round of `lab bench getpid`: the cheapest system call, made in four ways in turn.
///
/// What crossing through Java costs is the ratio of `raw` to `loop`, the same instructions without
/// any Java between the calls. The ratio of `raw` to `bare` is the price of the switch by which a
/// call can be watched: once it has been watched, and nobody watches it.
public final class GetpidRound {
  private static final int CALLS = 1_000;
  private static final int SLICES = 301;
  private static final int WARM_UP_SLICES = 300;
  private static final long GETPID = SyscallNumber.GETPID.number();
  private static final MethodHandle LOOP = method(Routines.getpidLoop(Processor.current()), 1);
  private static final MethodHandle BARE = method(Routines.syscall(Processor.current()), 7);

  private GetpidRound() {}

  /// A way to ask `CALLS` times.
  @FunctionalInterface
  private interface Way {
    void run() throws Throwable;
  }

  /// A way, and how long a call took in each slice.
  @SuppressWarnings("ArrayRecordComponent") // nobody compares two of them
  private record Timed(String name, Way way, double[] nanos) {}

  /// Prints a line: nanoseconds of a call for each way, the median of its slices.
  public static void main(String[] args) throws Throwable {
    var ways = new LinkedHashMap<String, Way>();
    ways.put("loop", GetpidRound::loop);
    ways.put("raw", GetpidRound::raw);
    ways.put("bare", GetpidRound::bare);
    ways.put("libc", GetpidRound::libc);
    measure(ways, WARM_UP_SLICES);
    Syscalls.watch(GetpidRound::watched);
    measure(ways, WARM_UP_SLICES);
    var nanos = measure(ways, SLICES);
    var fields =
        nanos.entrySet().stream().map(e -> "\"%s\": %.2f".formatted(e.getKey(), e.getValue()));
    System.out.println("{" + String.join(", ", fields.toList()) + "}");
  }

  private static void watched() {
    RawSyscall.invoke(SyscallNumber.GETPID);
    Unistd.getpid();
  }

  /// All ways in turn, slice by slice, so that what disturbs one disturbs its neighbours too.
  private static Map<String, Double> measure(Map<String, Way> ways, int slices) throws Throwable {
    var timed =
        ways.entrySet().stream()
            .map(way -> new Timed(way.getKey(), way.getValue(), new double[slices]))
            .toList();
    for (var slice = 0; slice < slices; slice++) {
      for (var each : timed) {
        var start = System.nanoTime();
        each.way.run();
        each.nanos[slice] = (System.nanoTime() - start) / (double) CALLS;
      }
    }
    var medians = new LinkedHashMap<String, Double>();
    timed.forEach(each -> medians.put(each.name, median(each.nanos)));
    return medians;
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  private static void loop() throws Throwable {
    var _ = (long) LOOP.invokeExact((long) CALLS);
  }

  private static void raw() {
    for (var i = 0; i < CALLS; i++) RawSyscall.invoke(GETPID, 0, 0, 0, 0, 0, 0);
  }

  private static void bare() throws Throwable {
    for (var i = 0; i < CALLS; i++) {
      var _ = (long) BARE.invokeExact(GETPID, 0L, 0L, 0L, 0L, 0L, 0L);
    }
  }

  private static void libc() {
    for (var i = 0; i < CALLS; i++) Unistd.getpid();
  }

  private static MethodHandle method(Routine routine, int arguments) {
    try {
      var longs = new MemoryLayout[arguments];
      Arrays.fill(longs, JAVA_LONG);
      return MachineCode.load(Arena.global(), routine)
          .method(FunctionDescriptor.of(JAVA_LONG, longs));
    } catch (SyscallException e) {
      throw new IllegalStateException("this system lets no page of ours be run", e);
    }
  }
}

package asynclab.bench;

import asynclab.fibers.machine.Abi;
import asynclab.fibers.machine.Bodies;
import asynclab.fibers.machine.MachineFibers;
import asynclab.fibers.machine.Ring;
import asynclab.syscalls.SyscallException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// A switch of stacks in machine code, from Java and among fibers, with JMH.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 3,
    jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC"})
@SuppressWarnings("NullAway.Init") // JMH calls `open` before it measures
public class MachineMicro {
  private static final int SWITCHES = 1000;

  /// As in [MachineYield].
  @Param({"ret", "ret-lite", "jmp", "jmp-lite"})
  public String switching;

  private MachineFibers fibers;
  private Ring ring;

  @Setup
  public void open() throws SyscallException {
    var routine = MachineYield.switching(switching);
    fibers = MachineFibers.open(routine);
    fibers.spawn(Bodies.counting(Abi.current()), 1, Long.MAX_VALUE);
    ring = Ring.open(routine, 2);
  }

  @TearDown
  public void close() {
    fibers.close();
    ring.close();
  }

  /// From Java to a fiber, which counts, and back: one downcall, two switches, two searches.
  @Benchmark
  public boolean roundTrip() {
    return fibers.yield();
  }

  /// From one fiber to another, with nothing between.
  @Benchmark
  @OperationsPerInvocation(SWITCHES)
  public void handOver() {
    ring.turn(SWITCHES);
  }
}

package asynclab.bench;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import asynclab.poll.Events;
import asynclab.poll.Interest;
import asynclab.poll.Poll;
import asynclab.poll.Source;
import asynclab.poll.Token;
import asynclab.syscalls.Epoll;
import asynclab.syscalls.EpollEvent;
import asynclab.syscalls.Eventfd;
import asynclab.syscalls.MachineCode;
import asynclab.syscalls.Processor;
import asynclab.syscalls.RawSyscall;
import asynclab.syscalls.Routines;
import asynclab.syscalls.SyscallException;
import asynclab.syscalls.SyscallNumber;
import asynclab.syscalls.Unistd;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// The parts that a turn of the loop is made of, one at a time, with JMH.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 3,
    jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC"})
@SuppressWarnings("NullAway.Init") // JMH calls `open` before it measures
public class Micro {
  private static final int CALLS = 1000;
  private static final long GETPID = SyscallNumber.GETPID.number();
  private static final MethodHandle LOOP = loop();

  private final Events events = Events.withCapacity(16);
  private final Token token = new Token(1);
  private final MemorySegment array = Arena.ofAuto().allocate(EpollEvent.LAYOUT, 16);
  private Poll poll;
  private int epoll;
  private int eventfd;
  private Source source;

  @Setup
  public void open() throws IOException {
    poll = Poll.open();
    epoll = Epoll.create1(Epoll.EPOLL_CLOEXEC);
    eventfd = Eventfd.eventfd(0, Eventfd.EFD_NONBLOCK | Eventfd.EFD_CLOEXEC);
    source = Source.of(eventfd);
  }

  @TearDown
  public void close() throws IOException {
    poll.close();
    Unistd.close(epoll);
    Unistd.close(eventfd);
  }

  /// The cheapest system call: what one downcall costs, and nothing else.
  @Benchmark
  public int getpid() {
    return Unistd.getpid();
  }

  /// The same without libc: our own instructions, through Java.
  @Benchmark
  public long getpidRaw() {
    return RawSyscall.invoke(GETPID, 0, 0, 0, 0, 0, 0);
  }

  /// The same instructions in a loop, with no Java between the calls.
  @Benchmark
  @OperationsPerInvocation(CALLS)
  public long getpidLoop() throws Throwable {
    return (long) LOOP.invokeExact((long) CALLS);
  }

  /// One `epoll_wait` that finds nothing and does not wait.
  @Benchmark
  public int epollWait() throws SyscallException {
    return Epoll.wait(epoll, array, 16, 0);
  }

  /// The same through [Poll]: what its checks and its promises add.
  @Benchmark
  public int poll() throws IOException {
    return poll.poll(events, Duration.ZERO);
  }

  /// Into the queue and out again: two `epoll_ctl`.
  @Benchmark
  public void registerAndDeregister() throws IOException {
    poll.registry().register(source, token, Interest.READABLE);
    poll.registry().deregister(source);
  }

  /// One write of 8 bytes, with which one thread wakes another's loop.
  @Benchmark
  public void eventfdWrite() throws SyscallException {
    Eventfd.write(eventfd, 1);
  }

  private static MethodHandle loop() {
    try {
      return MachineCode.load(Arena.global(), Routines.getpidLoop(Processor.current()))
          .method(FunctionDescriptor.of(JAVA_LONG, JAVA_LONG));
    } catch (SyscallException e) {
      throw new IllegalStateException("this system lets no page of ours be run", e);
    }
  }
}

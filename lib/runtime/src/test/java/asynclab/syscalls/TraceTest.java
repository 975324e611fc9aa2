package asynclab.syscalls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.opentest4j.TestAbortedException;

/// Each of the three ways to see what a thread asks for; one that is closed here is skipped, with
/// its own reason.
@EnabledOnOs(value = OS.LINUX, disabledReason = "these are Linux's ways to watch a thread")
@Timeout(60)
class TraceTest {
  private static final int COLLECTIONS_MAX = 100;

  private static final Tracer CLOSED =
      body -> {
        throw new Tracer.Unavailable("it is closed for this test");
      };

  @TempDir Path folder;

  enum Way {
    STRACE,
    SECCOMP,
    LAB
  }

  /// What one way alone sees.
  private static CallLog trace(Way way, Syscalls.Body body) throws Exception {
    try {
      return Tracer.ALL.get(way.ordinal()).trace(body);
    } catch (Tracer.Unavailable closed) {
      return abort(way + " is closed here: " + closed.getMessage());
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LAB")
  void what_the_jdk_asks_for_is_seen(Way way) throws Exception {
    var file = Files.writeString(folder.resolve("hello.txt"), "hello");
    Syscalls.Body body = () -> Files.readString(file);
    body.run(); // the classes are loaded now

    var log = trace(way, body);

    assertEquals(CallLog.Way.valueOf(way.name()), log.way());
    assertTrue(log.calls().getFirst().toString().startsWith("openat(AT_FDCWD, \"" + file + "\""));
    assertEquals(
        List.of("openat", "read", "close"),
        log.calls().stream()
            .map(Call::name)
            .filter(n -> n.matches("openat|read|close"))
            .distinct()
            .toList());
  }

  @ParameterizedTest
  @EnumSource
  void what_the_lab_asks_for_is_seen(Way way) throws Exception {
    var pipe = Unistd.pipe2(Fcntl.O_CLOEXEC | Fcntl.O_NONBLOCK);
    try (var arena = Arena.ofShared()) {
      var text = arena.allocateFrom("hello\n");

      var log =
          trace(
              way, () -> RawSyscall.invoke(SyscallNumber.WRITE, pipe.second(), text.address(), 6));

      var seen = log.named("write").getFirst();
      assertEquals(pipe.second() + ", \"hello\\n\", 6", seen.arguments());
      assertEquals(way == Way.SECCOMP ? "?" : "6", seen.outcome());
    } finally {
      Unistd.close(pipe.first());
      Unistd.close(pipe.second());
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SECCOMP")
  void an_error_has_the_kernels_number_and_its_name(Way way) throws Exception {
    var log = trace(way, () -> RawSyscall.invoke(SyscallNumber.CLOSE, 9999));

    assertEquals(
        "close(9999) = -9 EBADF (bad file descriptor)", log.named("close").getFirst().toString());
  }

  @ParameterizedTest
  @EnumSource
  void what_the_body_throws_comes_out_unchanged(Way way) throws Exception {
    try {
      trace(
          way,
          () -> {
            throw new FileNotFoundException("of the body");
          });
      fail("the body's exception is lost");
    } catch (FileNotFoundException thrown) {
      assertEquals("of the body", thrown.getMessage());
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothing_stays_behind(Way way) throws Exception {
    trace(way, () -> {});
    awaitEndOfSupervisors();
    var before = descriptors();

    for (var i = 0; i < 5; i++) trace(way, () -> {});

    awaitEndOfSupervisors();
    assertEquals(before, descriptors());
    assertTrue(Switchboard.isSilent());
  }

  @ParameterizedTest
  @EnumSource
  void an_interrupt_of_the_caller_reaches_the_body(Way way) throws Exception {
    var entered = new CountDownLatch(1);
    var heard = new CountDownLatch(1);
    var outcome = new AtomicReference<Throwable>();
    var caller =
        Thread.ofPlatform()
            .start(() -> {
              try {
                trace(way, () -> waitForInterrupt(entered, heard));
              } catch (Throwable e) {
                outcome.set(e);
                entered.countDown();
              }
            });
    entered.await();

    caller.interrupt();
    caller.join();

    if (outcome.get() instanceof TestAbortedException skipped) throw skipped;
    assertEquals(0, heard.getCount());
    assertEquals(InterruptedException.class, outcome.get().getClass());
  }

  private static void waitForInterrupt(CountDownLatch entered, CountDownLatch heard) {
    entered.countDown();
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException _) {
      heard.countDown();
    }
  }

  @Test
  void where_the_better_ways_are_closed_the_log_says_so() throws Exception {
    var log = Tracer.first(List.of(CLOSED, CLOSED, Tracer.ALL.getLast()), Unistd::getpid);

    assertEquals(CallLog.Way.LAB, log.way());
    assertTrue(log.why().startsWith("it is closed for this test; it is closed for this test; "));
    assertEquals(List.of("getpid"), log.calls().stream().map(Call::name).toList());
  }

  @Test
  void the_public_way_runs_the_body_once_and_names_its_way() throws Exception {
    var runs = new AtomicInteger();

    var log = Syscalls.trace(runs::incrementAndGet);

    assertEquals(1, runs.get());
    assertTrue(log.why().length() > 20, log.why());
  }

  @Test
  void a_filtered_thread_goes_on_while_the_collector_works() throws Exception {
    var file = Files.writeString(folder.resolve("busy.txt"), "hello");
    var isOver = new AtomicBoolean();

    var log =
        trace(
            Way.SECCOMP,
            () -> {
              var collector = Thread.ofPlatform().start(() -> collectUntil(isOver));
              for (var i = 0; i < 300; i++) Files.readString(file);
              isOver.set(true);
              collector.join();
            });

    assertEquals(300, log.named("openat").stream().filter(TraceTest::isBusy).count());
  }

  /// A bounded number of times: each stops the filtered thread for as long as the heap of all tests
  /// in this JVM is large, and without an end a busy collector leaves it no time to get on.
  private static void collectUntil(AtomicBoolean isOver) {
    for (var i = 0; i < COLLECTIONS_MAX && !isOver.get(); i++) System.gc();
  }

  private static boolean isBusy(Call call) {
    return call.arguments().contains("busy.txt");
  }

  @Test
  void a_filter_that_hears_more_than_it_can_hold_counts_the_rest() throws Exception {
    var log =
        trace(
            Way.SECCOMP,
            () -> {
              for (var i = 0; i < 5000; i++) Unistd.getpid();
            });

    assertTrue(log.calls().size() <= 4096, log.calls().size() + " calls");
    assertTrue(log.dropped() >= 5000 - 4096, log.dropped() + " dropped");
  }

  @Test
  void a_thread_that_inherits_the_filter_outlives_it_unharmed() throws Exception {
    var file = Files.writeString(folder.resolve("later.txt"), "hello");
    var mayRead = new CountDownLatch(1);
    var read = new AtomicReference<>("");
    var heir = new AtomicReference<Thread>();

    trace(
        Way.SECCOMP,
        () ->
            heir.set(
                Thread.ofPlatform()
                    .start(() -> {
                      try {
                        mayRead.await();
                        read.set(Files.readString(file));
                      } catch (Exception e) {
                        read.set(e.toString());
                      }
                    })));
    mayRead.countDown();
    heir.get().join();

    assertEquals("hello", read.get());
  }

  private static long descriptors() throws IOException {
    try (var open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }

  /// They end a moment after the thread that they served.
  private static void awaitEndOfSupervisors() throws InterruptedException {
    for (var thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals("syscall supervisor")) thread.join();
    }
  }
}

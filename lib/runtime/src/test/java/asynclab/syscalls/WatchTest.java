package asynclab.syscalls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// What a watch writes down is what was called, and nothing stays behind.
@EnabledOnOs(value = OS.LINUX, disabledReason = "the transcripts are of Linux's calls")
class WatchTest {
  /// Numbers that nobody else has, so that a transcript can name them.
  private static final int READER = 901;

  private static final int WRITER = 902;
  private static final int COPY = 903;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment hello = arena.allocateFrom("hello\n");
  private final MemorySegment buffer = arena.allocate(64);

  @BeforeEach
  void open() throws Exception {
    var pipe = Unistd.pipe2(Fcntl.O_CLOEXEC | Fcntl.O_NONBLOCK);
    Unistd.dup2(pipe.first(), READER);
    Unistd.dup2(pipe.second(), WRITER);
    Unistd.close(pipe.first());
    Unistd.close(pipe.second());
  }

  @AfterEach
  void close() throws Exception {
    Unistd.close(READER);
    Unistd.close(WRITER);
    arena.close();
    assertTrue(Switchboard.isSilent());
  }

  @Test
  void a_log_is_a_transcript_of_what_was_called() throws Exception {
    var log =
        Syscalls.watch(() -> {
          Unistd.write(WRITER, hello, 6);
          Unistd.read(READER, buffer, 64);
          Unistd.readRaw(READER, buffer, 64);
          Unistd.dup2(READER, COPY);
          Unistd.close(COPY);
          Unistd.readRaw(COPY, buffer, 64);
        });

    var expected =
        """
        write(902, "hello\\n", 6) = 6
        read(901, "hello\\n", 64) = 6
        read(901, 0x…, 64) = -11 EAGAIN (resource temporarily unavailable)
        dup2(901, 903) = 903
        close(903) = 0
        read(903, 0x…, 64) = -9 EBADF (bad file descriptor)\
        """;
    assertEquals(expected, log.toString().replaceAll("0x[0-9a-f]+", "0x…"));
  }

  @Test
  void a_raw_call_reads_like_the_one_of_libc() throws Exception {
    var log =
        Syscalls.watch(() -> {
          Unistd.write(WRITER, hello, 6);
          RawSyscall.invoke(SyscallNumber.WRITE, WRITER, hello.address(), 6);
        });

    assertEquals(log.calls().get(0).toString(), log.calls().get(1).toString());
  }

  @Test
  void structs_and_flags_are_written_by_their_names() throws Exception {
    var log =
        Syscalls.watch(() -> {
          var epoll = Epoll.create1(Epoll.EPOLL_CLOEXEC);
          var interest = new EpollEvent(Epoll.EPOLLIN | Epoll.EPOLLET, 7);
          Epoll.ctl(epoll, Epoll.EPOLL_CTL_ADD, READER, interest);
          Unistd.write(WRITER, hello, 6);
          Epoll.wait(epoll, 4, 0);
          Unistd.close(epoll);
        });

    var texts = log.toString().replaceAll("(epoll_\\w+)\\(\\d+, ", "$1(Q, ").lines();
    assertEquals(
        List.of(
            "epoll_ctl(Q, EPOLL_CTL_ADD, 901, {EPOLLIN|EPOLLET, data=7}) = 0",
            "epoll_wait(Q, [{EPOLLIN, data=7}], 4, 0) = 1"),
        texts.filter(line -> line.contains("(Q")).toList());
    assertEquals("EPOLL_CLOEXEC", log.named("epoll_create1").getFirst().arguments());
  }

  @Test
  void a_bad_address_is_shown_and_not_followed() throws Exception {
    var bad = 16L;
    var sink = Fcntl.open(Path.of("/dev/null"), Fcntl.O_WRONLY);

    var log = Syscalls.watch(() -> RawSyscall.invoke(SyscallNumber.WRITE, sink, bad, 1));
    Unistd.close(sink);

    // An emulator looks at the byte, /dev/null does not.
    assertTrue(log.toString().startsWith("write(" + sink + ", 0x10, 1) = "), log.toString());
  }

  @Test
  void what_the_body_throws_comes_out_and_the_watch_is_over() {
    var thrown =
        assertThrows(
            IllegalStateException.class,
            () ->
                Syscalls.watch(() -> {
                  throw new IllegalStateException("of the body");
                }));

    assertEquals("of the body", thrown.getMessage());
    assertTrue(Switchboard.isSilent());
  }

  @Test
  void the_outer_of_two_watches_sees_what_the_inner_sees() throws Exception {
    var inner = new CallLog[1];

    var outer =
        Syscalls.watch(() -> {
          Unistd.getpid();
          inner[0] = Syscalls.watch(() -> Unistd.dup2(READER, READER));
          Unistd.getpid();
        });

    assertEquals(List.of("dup2"), names(inner[0]));
    assertEquals(List.of("getpid", "dup2", "getpid"), names(outer));
  }

  @Test
  void a_thread_that_the_body_starts_is_watched_and_a_strangers_is_not() throws Exception {
    var strangerMayCall = new CountDownLatch(1);
    var stranger =
        Thread.ofPlatform()
            .start(() -> {
              awaitUninterruptibly(strangerMayCall);
              Unistd.getpid();
            });

    var log =
        Syscalls.watch(() -> {
          var own = Thread.ofPlatform().name("own").start(() -> write(WRITER, hello));
          own.join();
          strangerMayCall.countDown();
          stranger.join();
        });

    assertEquals(List.of("own"), log.calls().stream().map(Call::thread).toList());
  }

  @Test
  void a_thread_that_outlives_its_watch_is_no_longer_written_down() throws Exception {
    var mayCall = new CountDownLatch(1);
    var late = new Thread[1];

    var log =
        Syscalls.watch(() -> {
          late[0] =
              Thread.ofPlatform()
                  .start(() -> {
                    awaitUninterruptibly(mayCall);
                    Unistd.getpid();
                  });
        });
    mayCall.countDown();
    late[0].join();

    assertEquals(List.of(), names(log));
  }

  @Test
  void a_call_that_is_bound_during_a_watch_is_told_of() throws Exception {
    var log =
        Syscalls.watch(() -> {
          var answer =
              MethodHandles.dropArguments(MethodHandles.constant(int.class, 7), 0, int.class);
          var call = Switchboard.connect("made_up", answer);
          var _ = invoke(call);
        });

    assertEquals("made_up(5) = 7", log.toString());
  }

  @Test
  void a_call_that_is_bound_while_nobody_watches_is_made_as_it_is() {
    var call = Switchboard.connect("made_up", MethodHandles.identity(int.class));

    assertTrue(Switchboard.isSilent());
    assertEquals(5, invoke(call));
  }

  @Test
  void times_are_in_order_and_within_the_whole() throws Exception {
    var log =
        Syscalls.watch(() -> {
          Unistd.getpid();
          Unistd.getpid();
        });

    var first = log.calls().get(0);
    var second = log.calls().get(1);
    assertTrue(first.startNanos() >= 0);
    assertTrue(first.startNanos() + first.nanos().orElseThrow() <= second.startNanos());
    assertTrue(second.startNanos() + second.nanos().orElseThrow() <= log.nanos());
  }

  @Test
  void a_log_has_an_end_and_counts_the_rest() throws Exception {
    var log =
        Syscalls.watch(() -> {
          for (var i = 0; i < Watch.CAPACITY + 3; i++) Unistd.getpid();
        });

    assertEquals(Watch.CAPACITY, log.calls().size());
    assertEquals(3, log.dropped());
    assertTrue(log.toString().endsWith("(and 3 more)"));
  }

  private static List<String> names(CallLog log) {
    return log.calls().stream().map(Call::name).toList();
  }

  private static int invoke(MethodHandle call) {
    try {
      return (int) call.invokeExact(5);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private static void write(int fd, MemorySegment bytes) {
    assertEquals(6, Unistd.writeRaw(fd, bytes, 6));
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}

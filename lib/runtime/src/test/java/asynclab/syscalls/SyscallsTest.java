package asynclab.syscalls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Each call against the real kernel, and each error as a learner reads it.
@EnabledOnOs(value = OS.LINUX, disabledReason = "these are the system calls of Linux")
class SyscallsTest {
  @TempDir Path folder;

  @Test
  void what_is_written_to_a_pipe_is_read_from_it() throws Exception {
    var pipe = Unistd.pipe2(Fcntl.O_CLOEXEC);
    try (var arena = Arena.ofConfined()) {
      var buffer = arena.allocate(16);

      var written = Unistd.write(pipe.second(), arena.allocateFrom("hello"), 5);
      var read = Unistd.read(pipe.first(), buffer, 16);

      assertEquals(List.of(5L, 5L, "hello"), List.of(written, read, buffer.getString(0)));
    } finally {
      close(pipe);
    }
  }

  @Test
  void a_descriptor_is_made_to_stand_for_another() throws Exception {
    var pipe = Unistd.pipe2(Fcntl.O_CLOEXEC);
    var other = Unistd.pipe2(Fcntl.O_CLOEXEC);
    try (var arena = Arena.ofConfined()) {
      var buffer = arena.allocate(16);

      Unistd.dup2(pipe.second(), other.second());
      Unistd.write(other.second(), arena.allocateFrom("hello"), 5);
      Unistd.read(pipe.first(), buffer, 16);

      assertEquals("hello", buffer.getString(0));
    } finally {
      close(pipe);
      close(other);
    }
  }

  @Test
  void a_closed_writer_is_the_end_of_the_stream() throws Exception {
    var pipe = Unistd.pipe2(0);
    Unistd.close(pipe.second());

    var read = Unistd.read(pipe.first(), Arena.ofAuto().allocate(8), 8);

    assertEquals(0, read);
    Unistd.close(pipe.first());
  }

  @Test
  void an_error_names_the_call_the_reason_and_the_descriptor() {
    var e = assertThrows(SyscallException.class, () -> Unistd.close(9999));

    assertEquals("close: EBADF (bad file descriptor, fd 9999)", e.getMessage());
    assertEquals(List.of("close", Errno.EBADF), List.of(e.call(), e.errno()));
  }

  @Test
  void a_raw_call_answers_as_the_kernel_does() {
    var buffer = Arena.ofAuto().allocate(8);

    assertEquals(-Errno.EBADF.code(), Unistd.readRaw(9999, buffer, 8));
  }

  @Test
  void an_empty_pipe_that_does_not_block_says_EAGAIN() throws Exception {
    var pipe = Unistd.pipe2(0);
    Fcntl.setNonblocking(pipe.first(), true);
    var buffer = Arena.ofAuto().allocate(8);

    assertEquals(-Errno.EAGAIN.code(), Unistd.readRaw(pipe.first(), buffer, 8));
    close(pipe);
  }

  @Test
  void setNonblocking_can_be_taken_back() throws Exception {
    var pipe = Unistd.pipe2(Fcntl.O_NONBLOCK);

    Fcntl.setNonblocking(pipe.first(), false);

    var flags = Fcntl.fcntl(pipe.first(), Fcntl.F_GETFL, 0);
    assertEquals(0, flags & Fcntl.O_NONBLOCK);
    close(pipe);
  }

  @Test
  void a_count_beyond_the_buffer_never_reaches_the_kernel() {
    var buffer = Arena.ofAuto().allocate(8);

    var e = assertThrows(IndexOutOfBoundsException.class, () -> Unistd.read(0, buffer, 9));

    assertEquals("count 9 does not fit the buffer of 8 bytes", e.getMessage());
  }

  @Test
  void a_buffer_on_the_heap_is_refused_with_the_cure() {
    var heap = MemorySegment.ofArray(new byte[8]);

    var e = assertThrows(IllegalArgumentException.class, () -> Unistd.read(0, heap, 8));

    assertTrue(e.getMessage().contains("use a direct ByteBuffer"), e.getMessage());
  }

  @Test
  void a_freed_buffer_never_reaches_the_kernel() {
    var arena = Arena.ofConfined();
    var freed = arena.allocate(8);
    arena.close();

    var e = assertThrows(IllegalStateException.class, () -> Unistd.readRaw(0, freed, 8));

    assertEquals("Already closed", e.getMessage());
  }

  @Test
  void a_buffer_of_another_thread_never_reaches_the_kernel() throws Exception {
    var theirs = new CompletableFuture<MemorySegment>();
    var done = new CountDownLatch(1);
    var owner = Thread.ofPlatform().start(() -> lend(theirs, done));
    var buffer = theirs.get();

    assertThrows(WrongThreadException.class, () -> Unistd.readRaw(0, buffer, 8));

    done.countDown();
    owner.join();
  }

  private static void lend(CompletableFuture<MemorySegment> to, CountDownLatch until) {
    try (var arena = Arena.ofConfined()) {
      to.complete(arena.allocate(8));
      until.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void a_regular_file_cannot_be_waited_for() throws Exception {
    var file = Fcntl.open(Files.createFile(folder.resolve("file")), Fcntl.O_RDONLY);
    var epoll = Epoll.create1(Epoll.EPOLL_CLOEXEC);

    var e = assertThrows(SyscallException.class, () -> add(epoll, file));

    assertEquals(
        "epoll_ctl: EPERM (fd %d cannot be waited for: a regular file or a directory is always ready)"
            .formatted(file),
        e.getMessage());
    Unistd.close(file);
    Unistd.close(epoll);
  }

  @Test
  void a_file_that_is_not_there_is_named() {
    var missing = folder.resolve("missing");

    var e = assertThrows(SyscallException.class, () -> Fcntl.open(missing, Fcntl.O_RDONLY));

    assertEquals("open: ENOENT (no such file or directory, " + missing + ")", e.getMessage());
  }

  @Test
  void epoll_reports_the_data_that_was_registered() throws Exception {
    var epoll = Epoll.create1(Epoll.EPOLL_CLOEXEC);
    var counters = List.of(Eventfd.eventfd(1, 0), Eventfd.eventfd(0, 0), Eventfd.eventfd(1, 0));
    for (var i = 0; i < 3; i++) {
      var event = new EpollEvent(Epoll.EPOLLIN, 70 + i);
      Epoll.ctl(epoll, Epoll.EPOLL_CTL_ADD, counters.get(i), event);
    }

    var events = Epoll.wait(epoll, 10, 0);

    assertEquals(
        List.of(new EpollEvent(Epoll.EPOLLIN, 70), new EpollEvent(Epoll.EPOLLIN, 72)), events);
    for (var fd : counters) Unistd.close(fd);
    Unistd.close(epoll);
  }

  @Test
  void each_refusal_of_epoll_ctl_says_what_is_wrong() throws Exception {
    var epoll = Epoll.create1(0);
    var fd = Eventfd.eventfd(0, 0);
    add(epoll, fd);

    var twice = assertThrows(SyscallException.class, () -> add(epoll, fd));
    Epoll.ctl(epoll, Epoll.EPOLL_CTL_DEL, fd, new EpollEvent(0, 0));
    var gone =
        assertThrows(
            SyscallException.class,
            () -> Epoll.ctl(epoll, Epoll.EPOLL_CTL_DEL, fd, new EpollEvent(0, 0)));
    var closed = assertThrows(SyscallException.class, () -> add(epoll, 9999));

    assertEquals("epoll_ctl: EEXIST (fd " + fd + " is already registered)", twice.getMessage());
    assertEquals("epoll_ctl: ENOENT (fd " + fd + " is not registered)", gone.getMessage());
    assertEquals("epoll_ctl: EBADF (fd 9999, or the queue, is not open)", closed.getMessage());
    Unistd.close(fd);
    Unistd.close(epoll);
  }

  @Test
  void an_eventfd_adds_up_and_empties() throws Exception {
    var fd = Eventfd.eventfd(2, Eventfd.EFD_NONBLOCK);
    Eventfd.write(fd, 40);

    assertEquals(42, Eventfd.read(fd));
    var e = assertThrows(SyscallException.class, () -> Eventfd.read(fd));
    assertEquals(Errno.EAGAIN, e.errno());
    Unistd.close(fd);
  }

  @Test
  void a_timerfd_that_fires_is_readable() throws Exception {
    var fd = Timerfd.create(Timerfd.CLOCK_MONOTONIC, Timerfd.TFD_CLOEXEC);
    Timerfd.settime(fd, new Itimerspec(Duration.ZERO, Duration.ofNanos(1)));

    assertEquals(1, Eventfd.read(fd)); // blocks until it has fired
    Unistd.close(fd);
  }

  @Test
  void a_timerfd_tells_its_interval() throws Exception {
    var fd = Timerfd.create(Timerfd.CLOCK_MONOTONIC, 0);
    var spec = new Itimerspec(Duration.ofMillis(1500), Duration.ofHours(1));
    Timerfd.settime(fd, spec);

    var left = Timerfd.gettime(fd);

    assertEquals(spec.interval(), left.interval());
    assertTrue(left.value().compareTo(Duration.ofMinutes(59)) > 0, left.toString());
    Unistd.close(fd);
  }

  @Test
  void getpid_is_the_number_java_knows() {
    assertEquals(ProcessHandle.current().pid(), Unistd.getpid());
  }

  @Test
  void a_number_without_a_name_keeps_its_number() throws Exception {
    var e = assertThrows(SyscallException.class, () -> Native.check("read", 3, -524));

    assertEquals("read: UNKNOWN (error number 524, fd 3)", e.getMessage());
  }

  private static void add(int epoll, int fd) throws SyscallException {
    Epoll.ctl(epoll, Epoll.EPOLL_CTL_ADD, fd, new EpollEvent(Epoll.EPOLLIN, fd));
  }

  private static List<Integer> wait(int fd, int events) throws SyscallException {
    var epoll = Epoll.create1(Epoll.EPOLL_CLOEXEC);
    try {
      Epoll.ctl(epoll, Epoll.EPOLL_CTL_ADD, fd, new EpollEvent(events, fd));
      return Epoll.wait(epoll, 1, 10_000).stream().map(EpollEvent::events).toList();
    } finally {
      Unistd.close(epoll);
    }
  }

  private static void close(Unistd.Pair pair) throws SyscallException {
    Unistd.close(pair.first());
    Unistd.close(pair.second());
  }
}

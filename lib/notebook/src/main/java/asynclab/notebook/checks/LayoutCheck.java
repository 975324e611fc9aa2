package asynclab.notebook.checks;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import asynclab.notebook.checks.EventLayout.Machine;
import asynclab.notebook.checks.EventLayout.Struct;
import asynclab.syscalls.Epoll;
import asynclab.syscalls.EpollEvent;
import asynclab.syscalls.Eventfd;
import asynclab.syscalls.SyscallException;
import asynclab.syscalls.Unistd;
import java.lang.foreign.Arena;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The check `03.layout`: four numbers, and an array of this machine's kernel read by them.
@Examination
final class LayoutCheck {
  static final Exercise<EventLayout> EXERCISE =
      new Exercise<>(
          "03.layout",
          EventLayout.class,
          "EventLayout mine = machine -> new EventLayout.Struct(size, dataAt);",
          LayoutCheck.class);

  private static final Struct PACKED = new Struct(12, 4);
  private static final Struct NATURAL = new Struct(16, 8);
  private static final int FIRST = 7;
  private static final int SECOND = 9;

  @Test
  @Order(1)
  @DisplayName("epoll_event on x86-64")
  void packed(EventLayout mine, Trial trial) throws Exception {
    trial.expect(
        said(PACKED),
        () -> said(mine.epollEvent(Machine.X86_64)),
        seen ->
            seen.equals(said(NATURAL))
                ? "the natural layout, but on x86-64 the header says `packed`: no gap before data"
                : "4 bytes of events, 8 of data, and on x86-64 nothing between them");
  }

  @Test
  @Order(2)
  @DisplayName("epoll_event on AArch64")
  void natural(EventLayout mine, Trial trial) throws Exception {
    trial.expect(
        said(NATURAL),
        () -> said(mine.epollEvent(Machine.AARCH64)),
        seen ->
            seen.equals(said(PACKED))
                ? "packed on x86-64 alone: elsewhere 8 bytes of data begin at a multiple of 8"
                : "4 bytes of events, a gap, 8 of data: data begins at a multiple of 8");
  }

  @Test
  @Order(3)
  @DisplayName("two events of this kernel, data 7 and 9, read by your numbers")
  void real(EventLayout mine, Trial trial) throws Exception {
    var machine = "amd64".equals(System.getProperty("os.arch")) ? Machine.X86_64 : Machine.AARCH64;
    Assumptions.assumeTrue(
        System.getProperty("os.name").equals("Linux"), "epoll is a facility of Linux");
    trial.expect(
        "[7, 9]",
        () -> readBy(mine.epollEvent(machine)),
        seen ->
            seen.startsWith("[7, ")
                ? "right for the first event, nonsense from the second on: the size is wrong"
                : "these bytes are not where the kernel put data");
  }

  private static String said(Struct struct) {
    return "%d bytes, data at %d".formatted(struct.size(), struct.dataAt());
  }

  /// What stands where the learner's numbers say that `data` is, in what the kernel wrote.
  private static String readBy(Struct struct) throws SyscallException {
    var epoll = Epoll.create1(Epoll.EPOLL_CLOEXEC);
    var first = Eventfd.eventfd(1, Eventfd.EFD_CLOEXEC);
    var second = Eventfd.eventfd(1, Eventfd.EFD_CLOEXEC);
    try (var arena = Arena.ofConfined()) {
      Epoll.ctl(epoll, Epoll.EPOLL_CTL_ADD, first, new EpollEvent(Epoll.EPOLLIN, FIRST));
      Epoll.ctl(epoll, Epoll.EPOLL_CTL_ADD, second, new EpollEvent(Epoll.EPOLLIN, SECOND));
      var array = arena.allocate(64, Long.BYTES);
      Epoll.wait(epoll, array, 2, 0);
      return IntStream.range(0, 2)
          .mapToObj(i -> array.get(JAVA_LONG_UNALIGNED, (long) i * struct.size() + struct.dataAt()))
          .toList()
          .toString();
    } finally {
      Unistd.close(second);
      Unistd.close(first);
      Unistd.close(epoll);
    }
  }
}

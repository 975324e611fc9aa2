package asynclab.poll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.syscalls.Errno;
import asynclab.syscalls.SyscallException;
import asynclab.trace.Observer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/// What `Poll` asks of its poller, with a scripted poller and a clock that it moves.
class TimeoutTest {
  private static final long MILLI = 1_000_000;
  private final ScriptedPoller poller = new ScriptedPoller();

  @Test
  void after_a_signal_only_the_remaining_time_is_waited() throws Exception {
    poller.signalAfter(40).signalAfter(40).quietFor(20);

    poll(Duration.ofMillis(100));

    assertEquals(List.of(100, 60, 20), poller.asked);
  }

  @Test
  void half_a_millisecond_is_rounded_up() throws Exception {
    poller.quietFor(1);

    poll(Duration.ofNanos(400_000));

    assertEquals(List.of(1), poller.asked);
  }

  @Test
  void no_time_asks_once() throws Exception {
    poller.quietFor(0);

    poll(Duration.ZERO);

    assertEquals(List.of(0), poller.asked);
  }

  @Test
  void without_end_stays_without_end_after_a_signal() throws Exception {
    poller.signalAfter(5).signalAfter(5).event();

    assertEquals(1, poll(Poll.FOREVER));
    assertEquals(List.of(-1, -1, -1), poller.asked);
  }

  @Test
  void a_month_is_waited_in_pieces_that_fit_an_int() throws Exception {
    var piece = Integer.MAX_VALUE;
    poller.quietFor(piece).quietFor(30L * 86_400_000 - piece);

    poll(Duration.ofDays(30));

    assertEquals(List.of(piece, (int) (30L * 86_400_000 - piece)), poller.asked);
  }

  @Test
  void a_wait_that_ends_early_without_an_event_goes_on() throws Exception {
    poller.quietFor(30).quietFor(70);

    poll(Duration.ofMillis(100));

    assertEquals(List.of(100, 70), poller.asked);
  }

  @Test
  void another_error_than_a_signal_is_the_callers() {
    poller.fail(Errno.EBADF);

    var e = assertThrows(SyscallException.class, () -> poll(Duration.ofMillis(100)));

    assertEquals(Errno.EBADF, e.errno());
  }

  @Test
  void a_negative_timeout_is_refused_with_the_cure() {
    var e = assertThrows(IllegalArgumentException.class, () -> poll(Duration.ofSeconds(-1)));

    assertTrue(e.getMessage().contains("Poll.FOREVER waits without end"), e.getMessage());
  }

  @Test
  void a_failed_wait_leaves_the_poll_usable() throws Exception {
    poller.fail(Errno.ENOMEM).quietFor(5);
    var poll = Poll.over(poller, Observer.NONE, () -> poller.now);
    var events = Events.withCapacity(2);

    assertThrows(SyscallException.class, () -> poll.poll(events, Duration.ofMillis(5)));

    assertEquals(0, poll.poll(events, Duration.ofMillis(5)));
  }

  private int poll(Duration timeout) throws IOException {
    try (var poll = Poll.over(poller, Observer.NONE, () -> poller.now)) {
      poll.registry().register(Source.of(7), new Token(1), Interest.READABLE);
      return poll.poll(Events.withCapacity(4), timeout);
    }
  }

  /// A poller of one's own, as a learner would write it: answers from a script and moves the clock.
  private static final class ScriptedPoller implements Poller {
    @FunctionalInterface
    interface Answer {
      void give(Events into) throws IOException;
    }

    final List<Integer> asked = new ArrayList<>();
    private final Queue<Answer> script = new ArrayDeque<>();
    private long key;
    long now = Long.MAX_VALUE - 10 * MILLI; // a clock may overflow

    ScriptedPoller quietFor(long millis) {
      script.add(into -> now += millis * MILLI);
      return this;
    }

    /// To its caller a signal is a wait that ended early.
    ScriptedPoller signalAfter(long millis) {
      return quietFor(millis);
    }

    ScriptedPoller event() {
      script.add(into -> into.add(key, Event.READABLE));
      return this;
    }

    ScriptedPoller fail(Errno errno) {
      script.add(into -> {
        throw new SyscallException("epoll_wait", errno);
      });
      return this;
    }

    @Override
    public void add(int fd, long newKey, Interest interest) {
      key = newKey;
    }

    @Override
    public void modify(int fd, long newKey, Interest interest) {}

    @Override
    public void delete(int fd) {}

    @Override
    public void await(Events into, int timeoutMillis) throws IOException {
      asked.add(timeoutMillis);
      script.remove().give(into);
    }

    @Override
    public void wakeup() {}

    @Override
    public void close() {}
  }
}

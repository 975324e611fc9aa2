package asynclab.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.executor.EventLoop;
import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Waker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class MeetingTest {
  /// A real run: a loop waits for its own timer, and then for another thread.
  private static Meeting met() throws Exception {
    var meeting = Meeting.titled("One loop, two sources");
    var source = new CompletableFuture<String>();
    var stranger = Thread.ofPlatform().name("stranger-7").unstarted(() -> source.complete("R0"));
    try (var loop = EventLoop.open()) {
      var first = meeting.watch("EventLoop", "timer", loop.sleep(Duration.ofNanos(1)));
      var second = meeting.watch("EventLoop", "stranger", Future.fromCompletable(source));
      loop.blockOn(first.then(_ -> begun(second, stranger)));
    }
    stranger.join();
    return meeting;
  }

  /// The stranger is started by the first poll, when its waker has been left.
  private static Future<String> begun(Future<String> future, Thread stranger) {
    return waker -> {
      var polled = future.poll(waker);
      if (stranger.getState() == Thread.State.NEW) stranger.start();
      return polled;
    };
  }

  @Test
  void polls_and_wakes_are_told_in_the_order_in_which_they_passed() throws Exception {
    var me = Thread.currentThread().getName().replaceAll("[0-9]+", "n");

    assertEquals(
        """
        EventLoop polls timer, on ME: Pending
        EventLoop is woken by timer, on ME
        EventLoop polls timer, on ME: Ready
        EventLoop polls stranger, on ME: Pending
        EventLoop is woken by stranger, on stranger-n
        EventLoop polls stranger, on ME: Ready\
        """
            .replace("ME", me),
        met().toString());
  }

  @Test
  void the_table_says_what_the_picture_shows() throws Exception {
    var figure = met().figure();

    assertEquals(List.of("step", "runtime", "what", "source", "thread"), figure.table().getFirst());
    assertEquals(
        List.of("5", "EventLoop", "wake()", "stranger", "stranger-n"), figure.table().get(5));
    assertTrue(figure.alt().contains("EventLoop is woken by stranger, on stranger-n."));
    assertTrue(figure.svg().contains("stranger-n"), figure.svg());
  }

  @Test
  void a_poll_that_throws_is_told_as_failed() {
    var meeting = Meeting.titled("A failure");
    Future<String> failing =
        _ -> {
          throw new IllegalStateException("no disk");
        };
    var watched = meeting.watch("mine", "disk", failing);

    assertThrows(IllegalStateException.class, () -> watched.poll(Waker.NONE));

    assertTrue(meeting.toString().endsWith(": failed"), meeting.toString());
  }

  @Test
  void closing_what_is_watched_closes_what_is_inside() {
    var closed = new boolean[1];
    var inside =
        new Future<String>() {
          @Override
          public Polled<String> poll(Waker waker) {
            return Polled.pending();
          }

          @Override
          public void close() {
            closed[0] = true;
          }
        };

    Meeting.titled("A close").watch("mine", "it", inside).close();

    assertTrue(closed[0]);
  }

  @Test
  void more_rows_than_a_picture_shows_are_not_noted() {
    var meeting = Meeting.titled("Many");
    var watched = meeting.watch("mine", "it", Future.<String>never());
    for (var i = 0; i < Meeting.ROWS_MAX + 9; i++) {
      var _ = watched.poll(Waker.NONE);
    }

    assertEquals(Meeting.ROWS_MAX, meeting.figure().table().size() - 1);
  }

  @Test
  void where_nothing_has_passed_there_is_no_picture() {
    var thrown = assertThrows(IllegalStateException.class, () -> Meeting.titled("Nobody").figure());

    assertEquals("nothing has passed yet: run what is watched first", thrown.getMessage());
  }
}

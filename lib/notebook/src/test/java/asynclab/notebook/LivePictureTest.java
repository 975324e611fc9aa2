package asynclab.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.trace.Recorder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LivePictureTest {
  private final List<Figure> shown = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void look_at_the_screen() {
    Screen.install(first -> {
      shown.add((Figure) first);
      return value -> shown.add((Figure) value);
    });
  }

  @AfterEach
  void switch_it_off() {
    Screen.install(first -> value -> {});
  }

  @Test
  void the_block_that_holds_it_ends_it_with_the_whole_picture_and_its_player() {
    var run = Runs.twoRequests();
    var timeline = Timeline.of(run).title("Two");
    try (var live = timeline.live()) {
      run.note(0, "later");
      assertEquals("", shown.getFirst().script(), "a growing picture has no player");
    }

    assertEquals(timeline.figure(), shown.getLast());
    assertFalse(shown.getLast().script().isEmpty());
  }

  @Test
  void it_ends_by_itself_when_its_time_is_over() throws Exception {
    var last = new CountDownLatch(1);
    Screen.install(first ->
        value -> {
          if (!((Figure) value).script().isEmpty()) last.countDown();
        });

    var live = Timeline.of(Runs.twoRequests()).live(Duration.ZERO);

    assertTrue(last.await(10, TimeUnit.SECONDS));
    live.close();
  }

  @Test
  void while_the_loop_sleeps_its_lane_grows_with_the_time() {
    var run = new Recorder();
    run.registered(0, "readable");
    run.waiting(-1);
    var begin = run.events().getLast().nanos();

    var frame = Timeline.of(run).unit(100).frame(begin + 300_000_000);

    assertTrue(frame.svg().contains(">3.0 units<"), frame.svg());
  }

  @Test
  void before_the_first_event_it_says_that_nothing_has_happened_yet() {
    var frame = Timeline.of(new Recorder()).frame(System.nanoTime());

    assertTrue(frame.text().contains("Nothing has happened yet"), frame.text());
  }

  @Test
  void a_wish_made_after_it_began_is_for_the_next_picture() {
    var timeline = Timeline.of(Runs.twoRequests()).title("before");
    try (var live = timeline.live()) {
      timeline.title("after");
    }

    assertTrue(shown.getLast().text().contains("before"));
  }

  @Test
  void there_are_twenty_frames_a_second_at_most_and_a_quarter_of_a_cpu() {
    assertEquals(50_000_000, LivePicture.pauseAfter(0));
    assertEquals(46_000_000, LivePicture.pauseAfter(4_000_000));
    assertEquals(300_000_000, LivePicture.pauseAfter(100_000_000));
  }
}

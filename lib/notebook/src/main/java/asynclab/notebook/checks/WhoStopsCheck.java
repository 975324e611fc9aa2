package asynclab.notebook.checks;

import asynclab.notebook.checks.Choices.Case;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The check `05c.who-stops`: eight situations of fibers and virtual threads.
@Examination
final class WhoStopsCheck {
  static final Exercise<WhoStops> EXERCISE =
      new Exercise<>(
          "05c.who-stops",
          WhoStops.class,
          "WhoStops mine = () -> \"\"\"…\"\"\";",
          WhoStopsCheck.class);

  private static final Choices CHOICES =
      new Choices(
          new Choices.Told(
              "chosen", "the situation's own words, a colon, and a word make a line", "answer"),
          List.of("itself", "thread", "refused", "broken"),
          List.of(
              new Case(
                  "a virtual thread calls Thread.sleep",
                  "itself",
                  "Thread.sleep knows virtual threads: the frames go to the heap, the carrier goes on"),
              new Case(
                  "a fiber calls Thread.sleep",
                  "thread",
                  "Thread.sleep knows nothing of our fibers: it puts the thread to sleep, with all"),
              new Case(
                  "a fiber yields in a comparator that C calls",
                  "refused",
                  "a frame of C cannot be moved, and the fiber is told so"),
              new Case(
                  "a virtual thread sleeps in a comparator that C calls",
                  "thread",
                  "a frame of C cannot be moved: the virtual thread waits where it is, on its carrier"),
              new Case(
                  "a fiber yields inside synchronized",
                  "broken",
                  "the monitor takes all fibers of a thread for one owner, or waits for that owner"),
              new Case(
                  "a virtual thread sleeps inside synchronized",
                  "itself",
                  "since Java 24 a monitor belongs to the virtual thread, which may be left inside"),
              new Case(
                  "a virtual thread computes for a second",
                  "thread",
                  "who does not block is not taken from its carrier: no clock does that"),
              new Case(
                  "a fiber waits for a FiberLock",
                  "itself",
                  "a FiberLock knows fibers: it parks this one, and the scheduler runs the others")));

  @TestFactory
  Stream<DynamicTest> situations(WhoStops mine, Trial trial) {
    trial.ifItHangs("eight lines of text need no wait");
    return CHOICES.tests(mine::told, trial);
  }
}

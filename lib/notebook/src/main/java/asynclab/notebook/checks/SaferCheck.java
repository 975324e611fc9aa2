package asynclab.notebook.checks;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The check `05b.safer`: fibers that return, or fail, and join one another and themselves.
@Examination
final class SaferCheck {
  static final Exercise<Safer.Maker> EXERCISE =
      new Exercise<>(
          "05b.safer", Safer.Maker.class, "Safer.Maker mine = MySafer::new;", SaferCheck.class);

  private static final int WITNESSED = 1_000;

  @BeforeAll
  static void hangs(Trial trial) {
    trial.ifItHangs("somebody waits for a fiber and does not let it run");
  }

  @Test
  @Order(1)
  @DisplayName("b joins a, which takes three steps and returns 7")
  void result(Safer.Maker maker, Trial trial) throws Exception {
    trial.expect(
        "a a a got 7",
        () -> {
          var steps = new Steps();
          var mine = maker.make();
          var a = mine.spawn(() -> stepping(mine, steps, "a"));
          mine.spawn(() -> joining(steps, a));
          return steps.of(mine::run);
        },
        SaferCheck::noResult);
  }

  @Test
  @Order(2)
  @DisplayName("a fails and nobody joins it; c takes three steps")
  void failureAlone(Safer.Maker maker, Trial trial) throws Exception {
    trial.expect(
        "c c c",
        () -> {
          var steps = new Steps();
          var mine = maker.make();
          mine.spawn(SaferCheck::failing);
          mine.spawn(() -> stepping(mine, steps, "c"));
          return untilItFails(steps, mine);
        },
        seen ->
            "one fiber's exception came out of run() and ended all others: catch it in the fiber's"
                + " outermost frame, and keep it");
  }

  @Test
  @Order(3)
  @DisplayName("b joins a, which throws an IOException")
  void failureJoined(Safer.Maker maker, Trial trial) throws Exception {
    trial.expect(
        "caught IOException: disk",
        () -> {
          var steps = new Steps();
          var mine = maker.make();
          var a = mine.spawn(SaferCheck::failing);
          mine.spawn(() -> joining(steps, a));
          return untilItFails(steps, mine);
        },
        SaferCheck::notTheFailure);
  }

  @Test
  @Order(4)
  @DisplayName("b joins a twice, and c once, after its end")
  void twice(Safer.Maker maker, Trial trial) throws Exception {
    trial.expect(
        "a a a got 7 got 7 got 7",
        () -> {
          var steps = new Steps();
          var mine = maker.make();
          var a = mine.spawn(() -> stepping(mine, steps, "a"));
          mine.spawn(() -> {
            var _ = joining(steps, a);
            var _ = joining(steps, a);
            return mine.spawn(() -> joining(steps, a));
          });
          return steps.of(mine::run);
        },
        seen -> "a result is kept, not handed over: whoever joins, and whenever, is told the same");
  }

  @Test
  @Order(5)
  @DisplayName("a joins itself, while w takes up to 1,000 turns")
  void itself(Safer.Maker maker, Trial trial) throws Exception {
    trial.expect(
        "caught IllegalStateException",
        () -> watched(maker, SaferCheck::joiningItself),
        seen ->
            seen.startsWith("still waiting") || seen.startsWith("run() returned")
                ? "whoever joins itself waits for its own end: nobody will wake it. Refuse it"
                : "a fiber that joins itself is a mistake in the program, and is told so by an"
                    + " IllegalStateException");
  }

  @Test
  @Order(6)
  @DisplayName("b joins a, which returns null, while w takes up to 1,000 turns")
  void nothing(Safer.Maker maker, Trial trial) throws Exception {
    trial.expect(
        "got null",
        () ->
            watched(
                maker,
                (mine, steps) -> {
                  var a = mine.spawn(() -> null);
                  mine.spawn(() -> joining(steps, a));
                }),
        seen ->
            "null is a result as any other: whether a fiber has ended is told by a flag of its own,"
                + " and not by its result");
  }

  /// Runs on a virtual thread, because a scheduler whose fiber waits for ever may never return. A
  /// witness then ends it by an error, and where that is caught too, a second one parks it for
  /// good.
  private static String watched(Safer.Maker maker, BiConsumer<Safer, Steps> fibers)
      throws InterruptedException {
    var news = new SynchronousQueue<String>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            news.put(witnessed(maker, fibers, news));
          } catch (Exception | StackOverflowError e) {
            var _ = news.offer("run() threw " + e.getClass().getSimpleName());
          }
        });
    return news.take();
  }

  private static String witnessed(
      Safer.Maker maker, BiConsumer<Safer, Steps> fibers, SynchronousQueue<String> news) {
    var steps = new Steps();
    var mine = maker.make();
    fibers.accept(mine, steps);
    witness(
        mine,
        steps,
        WITNESSED,
        () -> {
          news.put("still waiting after 1,000 turns of another fiber");
          throw new AssertionError("the check ends this run");
        });
    witness(mine, steps, 2 * WITNESSED, () -> new CountDownLatch(1).await());
    mine.run();
    return steps.count() == 0 ? "run() returned, and nobody has come back" : steps.toString();
  }

  private static void joiningItself(Safer mine, Steps steps) {
    var self =
        new Object() {
          Supplier<Object> join = Object::new;
        };
    var a =
        mine.<Object>spawn(() -> {
          steps.say(outcome(() -> self.join.get(), false));
          return steps;
        });
    self.join = () -> unchecked(a::join);
  }

  /// A fiber that takes so many turns, and acts when the first step is still to come.
  private static void witness(Safer mine, Steps steps, int turns, Steps.Run act) {
    mine.spawn(() -> {
      for (var turn = 0; turn < turns && steps.count() == 0; turn++) mine.yield();
      if (steps.count() == 0) act.run();
      return steps;
    });
  }

  private static Object unchecked(Callable<?> join) {
    try {
      return join.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static int stepping(Safer mine, Steps steps, String name) {
    for (var i = 0; i < 3; i++) {
      if (i > 0) mine.yield();
      steps.say(name);
    }
    return 7;
  }

  private static int failing() throws IOException {
    throw new IOException("disk");
  }

  private static Steps joining(Steps steps, Safer.Handle<?> other) {
    steps.say(outcome(other::join, true));
    return steps;
  }

  private static String outcome(Callable<?> join, boolean withMessage) {
    try {
      return "got " + join.call();
    } catch (Exception e) {
      var name = "caught " + e.getClass().getSimpleName();
      return withMessage ? name + ": " + e.getMessage() : name;
    }
  }

  /// What was done before a failure came out of the scheduler; after the last step it may report
  /// one.
  private static String untilItFails(Steps steps, Safer mine) {
    try {
      mine.run();
      return steps.toString();
    } catch (RuntimeException e) {
      return steps.count() == 0 ? "run() threw, and no step was taken" : steps.toString();
    }
  }

  private static String noResult(String seen) {
    return seen.contains("got null")
        ? "the joiner was told null: keep what the body returned, and return it at the end"
        : "join() returns what the body returned, after its end and not before";
  }

  private static String notTheFailure(String seen) {
    if (seen.startsWith("got")) return "the failure was swallowed: the joiner was told a result";
    if (seen.startsWith("run() threw")) {
      return "the failure came out of run(): it is for whoever joins";
    }
    return "the joiner catches what the body threw, and no wrapper around it";
  }
}

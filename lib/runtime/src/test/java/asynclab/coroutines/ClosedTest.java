package asynclab.coroutines;

import static org.junit.jupiter.api.Assertions.assertEquals;

import asynclab.futures.Future;
import asynclab.futures.Pending;
import asynclab.futures.Waker;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// A machine that is given up where it waits goes the way out that its method has.
class ClosedTest {
  private static final String METHOD =
      """
      @Async
      Future<String> run(int n) throws Exception {
        try (var r = resource("r")) {
          for (int i = 0; ; i++) {
            try {
              log.add(await(later("a" + i)));
            } catch (IllegalArgumentException e) {
              log.add("not caught here");
            } finally {
              log.add("finally " + i);
              await(later("in finally"));
              log.add("nobody waits for this");
            }
          }
        } finally {
          log.add("last");
        }
      }
      """;

  @ParameterizedTest
  @EnumSource(Road.class)
  void closing_runs_what_a_failure_at_the_await_would_run(Road road) throws Exception {
    var stage = stage(machine(road, METHOD));
    var future = run(stage);
    future.poll(Waker.NONE);

    future.close();
    future.close();

    assertEquals(
        List.of(
            "open r",
            "begin a0",
            "closed",
            "finally 0",
            "begin in finally",
            "closed",
            "close r",
            "last"),
        stage.log);
  }

  @ParameterizedTest
  @EnumSource(Road.class)
  void closing_it_in_a_finally_block_does_not_begin_that_again(Road road) throws Exception {
    var stage = stage(machine(road, METHOD));
    var future = run(stage);
    for (var polls = 0; polls < 2; polls++) future.poll(Waker.NONE);
    stage.log.clear();

    future.close();

    assertEquals(List.of("closed", "close r", "last"), stage.log);
  }

  @ParameterizedTest
  @EnumSource(Road.class)
  void closing_it_before_its_first_poll_runs_nothing(Road road) throws Exception {
    var stage = stage(machine(road, METHOD));

    run(stage).close();

    assertEquals(List.of(), stage.log);
  }

  static Stream<Arguments> shapes() {
    return Shapes.onBothRoads(Shapes.TRIES);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void whenever_it_is_closed_what_was_opened_is_closed_once(Road road, Shapes.Shape shape)
      throws Exception {
    var type = machine(road, shape.text());
    var balances = new ArrayList<Long>();
    for (var polls = 0; polls < 12; polls++) {
      var stage = stage(type);
      var future = run(stage);
      var isPending = true;
      for (var i = 0; i < polls && isPending; i++) {
        isPending = future.poll(Waker.NONE) instanceof Pending;
      }
      future.close();
      balances.add(count(stage, "open ") - count(stage, "close "));
    }

    assertEquals(java.util.Collections.nCopies(12, 0L), balances);
  }

  private static long count(Stage stage, String start) {
    return stage.log.stream().filter(line -> line.startsWith(start)).count();
  }

  private static Class<?> machine(Road road, String method) throws Exception {
    return road.load(Shapes.HEAD + method.indent(2) + "}\n");
  }

  private static Stage stage(Class<?> type) throws Exception {
    var stage = (Stage) type.getConstructor().newInstance();
    stage.pendings(1);
    return stage;
  }

  private static Future<?> run(Stage stage) throws Exception {
    var method = stage.getClass().getDeclaredMethod("run", int.class);
    method.setAccessible(true);
    return (Future<?>) method.invoke(stage, 2);
  }
}

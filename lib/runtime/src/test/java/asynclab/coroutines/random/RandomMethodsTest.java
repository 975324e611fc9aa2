package asynclab.coroutines.random;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Random methods do the same on each road: plain, with a thread that waits, and rewritten. The
/// same effects in the same order, the same end, whether their futures are ready at once or later;
/// and when they are closed somewhere, what a failure there would do.
///
/// `-Dcorofy.random=30000` tries more, `-Dcorofy.seed=17` begins elsewhere.
class RandomMethodsTest {
  private static final int BATCH = 20;
  private static final long PROGRAMS = Long.getLong("corofy.random", 100);
  private static final long FIRST = Long.getLong("corofy.seed", 1);

  @Test
  void a_machine_made_from_source_does_what_its_method_does() throws Exception {
    alike(new Trial(Road.SOURCE));
  }

  @Test
  void a_woven_class_does_what_its_methods_do() throws Exception {
    alike(new Trial(Road.BYTECODE));
  }

  private static void alike(Trial trial) throws ReflectiveOperationException {
    for (var first = FIRST; first < FIRST + PROGRAMS; first += BATCH) {
      var last = Math.min(first + BATCH, FIRST + PROGRAMS);
      var programs = LongStream.range(first, last).mapToObj(Program::of).toList();
      for (var difference : trial.differences(programs)) fail("" + shrunk(trial, difference));
    }
  }

  static Difference shrunk(Trial trial, Difference difference) {
    var seed = difference.program().seed();
    return new Shrinker(body -> again(trial, new Program(seed, body))).shrunk(difference);
  }

  /// A smaller program may be no Java at all; then it shows nothing.
  private static Optional<Difference> again(Trial trial, Program program) {
    try {
      return trial.differences(List.of(program)).stream().findFirst();
    } catch (ReflectiveOperationException | AssertionError notJava) {
      return Optional.empty();
    }
  }
}

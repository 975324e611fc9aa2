package asynclab.coroutines.random;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Random methods do the same on each road: plain, with a thread that waits, and rewritten. The
/// same effects in the same order, the same end, whether their futures are ready at once or later;
/// and when they are closed somewhere, what a failure there would do.
///
/// A thousand of them, three thousand under `lab test --all`; `-Dcorofy.random=30000` tries more,
/// `-Dcorofy.seed=17` begins elsewhere.
class RandomMethodsTest {
  private static final int CHUNK = 100;
  private static final int USUAL = System.getenv("ASYNCLAB_ALL") == null ? 1000 : 3000;
  private static final long PROGRAMS = Long.getLong("corofy.random", USUAL);
  private static final long FIRST = Long.getLong("corofy.seed", 1);

  @Test
  @Timeout(value = 14, unit = TimeUnit.MINUTES)
  void random_methods_do_the_same_on_each_road() {
    var trial = new Trial(List.of(Road.SOURCE, Road.BYTECODE));
    var difference =
        LongStream.rangeClosed(0, (PROGRAMS - 1) / CHUNK)
            .parallel() // nearly all of it is javac, which uses one core
            .mapToObj(RandomMethodsTest::chunk)
            .flatMap(programs -> trial.differences(programs).stream())
            .findFirst();

    assertEquals("", difference.map(RandomMethodsTest::shrunk).map(Object::toString).orElse(""));
  }

  private static List<Program> chunk(long number) {
    var first = FIRST + number * CHUNK;
    var end = Math.min(first + CHUNK, FIRST + PROGRAMS);
    return LongStream.range(first, end).mapToObj(Program::of).toList();
  }

  private static Difference shrunk(Difference difference) {
    var seed = difference.program().seed();
    var road = difference.road();
    if (road == Road.PLAIN) return difference; // it is no Java, and no smaller one shows more
    var trial = new Trial(List.of(road));
    return new Shrinker(body -> again(trial, new Program(seed, body))).shrunk(difference);
  }

  /// A smaller program may be no Java at all; then it shows nothing.
  private static Optional<Difference> again(Trial trial, Program program) {
    return trial.differences(List.of(program)).stream()
        .filter(found -> found.road() != Road.PLAIN)
        .findFirst();
  }
}

package asynclab.coroutines.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Runs the same methods on two roads, and tells where they part.
record Trial(Road road) {
  /// The first difference of each program that has one. All are compiled at once; if that fails,
  /// each half, to find the one that is to blame.
  List<Difference> differences(List<Program> programs) throws ReflectiveOperationException {
    var plain = Road.PLAIN.type(programs);
    Class<?> other;
    try {
      other = road.type(programs);
    } catch (RuntimeException | AssertionError refusal) {
      return blamed(programs, refusal);
    }
    var found = new ArrayList<Difference>();
    for (var i = 0; i < programs.size(); i++) {
      difference(programs.get(i), Program.name(i), plain, other).ifPresent(found::add);
    }
    return found;
  }

  private List<Difference> blamed(List<Program> programs, Throwable refusal)
      throws ReflectiveOperationException {
    if (programs.size() == 1) {
      if (road.isBeyond(refusal)) return List.of();
      return List.of(new Difference(programs.get(0), road, null, "compiles", "" + refusal));
    }
    var half = programs.size() / 2;
    var found = new ArrayList<>(differences(programs.subList(0, half)));
    found.addAll(differences(programs.subList(half, programs.size())));
    return found;
  }

  private Optional<Difference> difference(
      Program program, String name, Class<?> plain, Class<?> other)
      throws ReflectiveOperationException {
    var random = new Random(program.seed());
    for (var argument = 0; argument < 3; argument++) {
      var seed = random.nextLong();
      var atOnce = new Situation(seed, argument, 0, 0);
      var waiting = new Situation(seed, argument, 2, 0);
      var pendings = waiting.run(plain, name).pendings();
      var closed = waiting.closing(1 + random.nextInt(Math.max(1, pendings)));
      for (var situation : List.of(atOnce, waiting, closed)) {
        var expected = situation.run(plain, name).text();
        var seen = situation.run(other, name).text();
        if (expected.equals(seen)) continue;
        return Optional.of(new Difference(program, road, situation, expected, seen));
      }
    }
    return Optional.empty();
  }
}

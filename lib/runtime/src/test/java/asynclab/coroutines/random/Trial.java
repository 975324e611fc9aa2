package asynclab.coroutines.random;

import asynclab.coroutines.Compiled;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// Runs the same methods on several roads, and tells where one parts from the plain one.
record Trial(List<Road> roads) {
  /// The first difference of each program that has one. All are compiled at once: javac takes as
  /// long to begin as for some twenty methods.
  List<Difference> differences(List<Program> programs) {
    var text = Program.text(programs);
    var types = new EnumMap<Road, Class<?>>(Road.class);
    var found = new ArrayList<Difference>();
    Compiled compiled;
    try {
      compiled = Compiled.withoutWarnings(text);
      types.put(Road.PLAIN, Road.PLAIN.classes(text, compiled).loadClass("T"));
    } catch (ClassNotFoundException | AssertionError noJava) {
      return blamed(programs, Road.PLAIN, noJava);
    }
    for (var road : roads) {
      try {
        types.put(road, road.classes(text, compiled).loadClass("T"));
      } catch (ClassNotFoundException | RuntimeException | AssertionError refusal) {
        found.addAll(blamed(programs, road, refusal));
      }
    }
    for (var i = 0; i < programs.size(); i++) {
      difference(programs.get(i), Program.name(i), types).ifPresent(found::add);
    }
    return found;
  }

  /// Tries each half, to find the program that is to blame.
  private List<Difference> blamed(List<Program> programs, Road road, Throwable refusal) {
    if (programs.size() == 1) {
      return List.of(new Difference(programs.getFirst(), road, null, "compiles", "" + refusal));
    }
    var half = programs.size() / 2;
    var trial = road == Road.PLAIN ? this : new Trial(List.of(road));
    var found = new ArrayList<>(trial.differences(programs.subList(0, half)));
    found.addAll(trial.differences(programs.subList(half, programs.size())));
    return found;
  }

  private static Optional<Difference> difference(
      Program program, String name, Map<Road, Class<?>> types) {
    var random = new Random(program.seed());
    var plain = types.get(Road.PLAIN);
    for (var argument = 0; argument < 3; argument++) {
      var seed = random.nextLong();
      var atOnce = new Situation(seed, argument, 0, 0);
      var waiting = new Situation(seed, argument, 2, 0);
      var pendings = waiting.run(plain, name).pendings();
      var closed = waiting.closing(1 + random.nextInt(Math.max(1, pendings)));
      for (var situation : List.of(atOnce, waiting, closed)) {
        var expected = situation.run(plain, name).text();
        for (var road : types.keySet()) {
          var seen = situation.run(types.get(road), name).text();
          if (expected.equals(seen)) continue;
          return Optional.of(new Difference(program, road, situation, expected, seen));
        }
      }
    }
    return Optional.empty();
  }
}

package asynclab.simulation;

import java.util.Optional;

/// Looks for a run that goes wrong.
public final class Seeds {
  private static final int LINES_SHOWN = 20;

  private Seeds() {}

  /// Something to run; it fails by throwing.
  @FunctionalInterface
  public interface Scenario {
    void run(Simulation simulation) throws Exception;
  }

  /// A run that failed. As text it is what to look at: the seed, why, and the last lines.
  ///
  /// @param trace all lines of the run
  public record Found(long seed, Throwable failure, String trace) {
    @Override
    public String toString() {
      return "seed %d: %s\n%s".formatted(seed, failure, lastLines(trace));
    }

    private static String lastLines(String trace) {
      var lines = trace.lines().toList();
      var from = Math.max(0, lines.size() - LINES_SHOWN);
      return (from == 0 ? "" : "...\n") + String.join("\n", lines.subList(from, lines.size()));
    }
  }

  /// Runs the scenario once for each of `count` seeds, on a [calm][Conditions#CALM] network, until
  /// one fails.
  public static Optional<Found> search(long first, int count, Scenario scenario)
      throws InterruptedException {
    return search(first, count, Conditions.CALM, scenario);
  }

  /// The same, on a network of your choice.
  ///
  /// @throws InterruptedException when the thread is interrupted
  public static Optional<Found> search(
      long first, int count, Conditions conditions, Scenario scenario) throws InterruptedException {
    for (var seed = first; seed < first + count; seed++) {
      var found = run(seed, conditions, scenario);
      if (found.isPresent()) return found;
    }
    return Optional.empty();
  }

  private static Optional<Found> run(long seed, Conditions conditions, Scenario scenario)
      throws InterruptedException {
    var simulation = Simulation.of(seed, conditions);
    try (simulation) {
      scenario.run(simulation);
      return Optional.empty();
    } catch (InterruptedException stopped) {
      throw stopped;
    } catch (Exception | AssertionError failure) {
      return Optional.of(new Found(seed, failure, simulation.trace()));
    }
  }
}

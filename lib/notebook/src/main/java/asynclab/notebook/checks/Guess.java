package asynclab.notebook.checks;

import java.util.List;

/// The exercise `00.order`: the order in which three requests are answered.
@FunctionalInterface
public interface Guess {
  /// The names `R0`, `R1` and `R2`, the first answered first.
  List<String> order();
}

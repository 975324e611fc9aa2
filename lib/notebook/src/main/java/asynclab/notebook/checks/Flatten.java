package asynclab.notebook.checks;

import java.util.function.Consumer;

/// The exercise `02.flatten`: four steps, each of which needs the answer of the one before it.
public interface Flatten {
  /// Something that is asked for now and answers later, by a call of one of the two.
  @FunctionalInterface
  interface Step {
    /// Asks.
    void ask(String input, Consumer<String> then, Consumer<Exception> failed);
  }

  /// Asks the four steps one after the other: the first with `input`, each other with the answer
  /// before it. Then `done` is called with the last answer, once; or, as soon as a step has failed,
  /// `failed` with that step's own exception, once.
  void run(
      Step login,
      Step cart,
      Step pay,
      Step ship,
      String input,
      Consumer<String> done,
      Consumer<Exception> failed);
}

package asynclab.notebook.checks;

/// The exercise `09.pins`: one word, three meanings.
@FunctionalInterface
public interface WhichPin {
  /// The sentences in their own words, one a line, each with a colon and one of `value` (stays at
  /// its address), `carrier` (a virtual thread stays on its carrier) or `cpu` (a thread stays on a
  /// processor).
  String sorted();
}

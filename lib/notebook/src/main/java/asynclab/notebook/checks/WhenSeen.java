package asynclab.notebook.checks;

/// The exercise `09.sort`: what Rust's compiler refuses, and who says so in Java.
@FunctionalInterface
public interface WhenSeen {
  /// The errors in their own words, one a line, each with a colon and one of `compile` (javac
  /// refuses it), `run` (an exception is thrown) or `never` (it runs on, and may be wrong).
  String sorted();
}

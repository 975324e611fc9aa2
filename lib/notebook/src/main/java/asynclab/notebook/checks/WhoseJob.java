package asynclab.notebook.checks;

/// The exercise `06.whose-job`: who does each of ten duties of asynchronous code.
@FunctionalInterface
public interface WhoseJob {
  /// The duties in their own words, one a line, each with a colon and one of `language` (the
  /// compiler), `library` (types without a thread, a queue or a clock), `runtime` (executor,
  /// reactor, timers) or `nobody`.
  String chosen();
}

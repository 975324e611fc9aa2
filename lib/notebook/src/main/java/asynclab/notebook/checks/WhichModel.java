package asynclab.notebook.checks;

/// The exercise `02.which-model`: a model for each of eight jobs.
@FunctionalInterface
public interface WhichModel {
  /// The jobs in their own words, one a line, each with a colon and one of `pool` (few threads of
  /// the system), `thread` (one for each task), `virtual` (a virtual thread for each task),
  /// `callback`, `future` or `coroutine`.
  String chosen();
}

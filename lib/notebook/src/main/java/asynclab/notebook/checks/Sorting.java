package asynclab.notebook.checks;

/// The exercise `01.sort`: what brings a processor into the kernel.
@FunctionalInterface
public interface Sorting {
  /// A line for each event, `event: kind`; a kind is `interrupt`, `fault`, `call` or `none`.
  String sorted();
}

package asynclab.notebook.checks;

/// The exercise `01.probe`: may an address be read, without dying of the question?
///
/// It is answered as text, because a wrong answer may end the JVM that runs it: the check runs it
/// in one of its own.
@FunctionalInterface
public interface Probe {
  /// Java source with a method `boolean readable(long address) throws Throwable`, and the imports
  /// it needs above it.
  String source();
}

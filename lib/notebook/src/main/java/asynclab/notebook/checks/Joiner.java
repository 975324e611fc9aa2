package asynclab.notebook.checks;

import asynclab.futures.Future;
import java.util.List;

/// The exercise `07.join-all`: all of a list, at the same time.
@FunctionalInterface
public interface Joiner {
  /// What all of them come to, in the order of the list. The first poll polls each of them; later
  /// ones only those that were woken. Closing it closes those that have not ended.
  Future<List<String>> join(List<Future<String>> futures);
}

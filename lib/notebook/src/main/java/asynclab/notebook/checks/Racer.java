package asynclab.notebook.checks;

import asynclab.futures.Future;
import java.util.List;

/// The exercise `07.race`: whichever of a list is ready first.
@FunctionalInterface
public interface Racer {
  /// What the first one comes to, a value or a failure; the others are closed. When several are
  /// ready, the first in the list wins. Closing it closes all.
  Future<String> race(List<Future<String>> futures);
}

package asynclab.kernel;

import java.util.HashSet;
import java.util.Set;

/// Which cells this kernel has run: by the id that Jupyter gives them, so that a cell edited since
/// is still known; by its text where a client sends no id.
final class RunCells {
  private static final int LIMIT = 100_000;

  private final Set<String> ids = new HashSet<>();
  private final Set<String> texts = new HashSet<>();

  /// A cell begins; its id is empty where the client sends none.
  synchronized void note(String id, String source) {
    var known = id.isEmpty() ? texts : ids;
    if (known.size() < LIMIT) {
      known.add(id.isEmpty() ? source : id);
    }
  }

  synchronized boolean contains(String id, String source) {
    return ids.contains(id) || texts.contains(source);
  }
}

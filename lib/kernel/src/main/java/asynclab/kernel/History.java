package asynclab.kernel;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;
import org.dflib.jjava.jupyter.messages.request.HistoryRequest;

/// The cells of this session, for a client's up arrow: the last [#LIMIT], without their outputs.
final class History {
  private static final int LIMIT = 1_000;
  private static final int THIS_SESSION = 0;
  private static final char SLASH = '\u2044'; // a path of the system may not hold the real one

  private record Run(int number, String source) {}

  private final List<Run> runs = new ArrayList<>(); // guarded by this

  synchronized void add(int number, String source) {
    runs.add(new Run(number, source));
    if (runs.size() > LIMIT) runs.removeFirst();
  }

  /// What a client asked for, oldest first, as the protocol's tuples; nothing of a session of the
  /// past, which ended with it.
  synchronized List<List<Object>> answer(HistoryRequest request) {
    var found =
        switch (request) {
          case HistoryRequest.Tail tail -> last(tail.getMaxReturnLength(), runs);
          case HistoryRequest.Range range -> range(range);
          case HistoryRequest.Search search -> search(search);
          default -> List.<Run>of();
        };
    return found.stream().map(run -> tuple(run, request.includeOutput())).toList();
  }

  private static List<Object> tuple(Run run, boolean withOutput) {
    var text = withOutput ? List.of(run.source(), "") : run.source();
    return List.of(THIS_SESSION, run.number(), text);
  }

  private List<Run> range(HistoryRequest.Range range) {
    if (range.getSessionIndex() != THIS_SESSION) return List.of();
    return runs.stream()
        .filter(run -> run.number() >= range.getStart() && run.number() < range.getStop())
        .toList();
  }

  private List<Run> search(HistoryRequest.Search search) {
    var found = runs.stream().filter(matching(search.getPattern())).toList();
    return last(search.getMaxReturnLength(), search.filterUnique() ? lastOfEach(found) : found);
  }

  /// The protocol's pattern is SQLite's glob: the shell's, with `[^…]` for `[!…]`.
  private static Predicate<Run> matching(String pattern) {
    var glob = pattern.replace("[^", "[!").replace('/', SLASH);
    var matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
    return run -> matcher.matches(Path.of(run.source().replace('/', SLASH)));
  }

  private static List<Run> lastOfEach(List<Run> runs) {
    var seen = new HashSet<String>();
    return runs.reversed().stream().filter(run -> seen.add(run.source())).toList().reversed();
  }

  /// A request without a number means all.
  private static List<Run> last(int length, List<Run> runs) {
    return length <= 0 ? runs : runs.subList(Math.max(0, runs.size() - length), runs.size());
  }
}

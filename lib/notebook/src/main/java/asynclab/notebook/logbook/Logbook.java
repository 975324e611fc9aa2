package asynclab.notebook.logbook;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import asynclab.notebook.logbook.Entry.Deed;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/// `progress.txt`: what a learner has solved, answered and reviewed, one line each, with the day.
///
/// It lies in the folder of the learner's copy of the notebooks, `my/`; elsewhere, in the lab's own
/// `notebooks/` for instance, nothing is kept, unless `ASYNCLAB_PROGRESS` names a file. The file is
/// replaced whole or not at all. A line that is not ours is named by whoever reads, and stays.
/// Deleting the file harms nothing. Of two kernels that write in the same moment one may lose its
/// line: running that cell again writes it.
public final class Logbook {
  private static final String FILE = "progress.txt";
  private static final String VARIABLE = "ASYNCLAB_PROGRESS";
  private static final String FOLDER = "my";
  private static final String FIRST_LINE =
      "# What you have solved and answered in the Async Lab. Deleting this file harms nothing.";

  /// Far more than there are exercises and predictions.
  private static final int LINES_MAX = 1000;

  private static final long BYTES_MAX = 100_000;

  private final Path file;
  private final Clock clock;

  private Logbook(Path file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  /// The logbook of this process; empty where none is kept.
  public static Optional<Logbook> here() {
    return in(Path.of("").toAbsolutePath(), System.getenv());
  }

  static Optional<Logbook> in(Path folder, Map<String, String> environment) {
    var named = environment.getOrDefault(VARIABLE, "");
    if (!named.isBlank()) return Optional.of(at(Path.of(named)));
    return folder.endsWith(FOLDER) ? Optional.of(at(folder.resolve(FILE))) : Optional.empty();
  }

  /// The logbook in a file that need not be there yet.
  public static Logbook at(Path file) {
    return at(file, Clock.system(ZoneId.systemDefault()));
  }

  /// The same, with days of this clock.
  public static Logbook at(Path file, Clock clock) {
    return new Logbook(file, clock);
  }

  /// A file or folder beside the progress, which need not be there.
  public Path beside(String name) {
    return file.toAbsolutePath().resolveSibling(name);
  }

  /// What the file says.
  ///
  /// @param entries its lines, in order
  /// @param faults a sentence for each line that says nothing we know, or why there is nothing to
  ///   read
  public record Page(List<Entry> entries, List<String> faults) {}

  /// Reads the file; a file that is not there is an empty one.
  public Page read() {
    try {
      return page(lines());
    } catch (IOException e) {
      return new Page(List.of(), List.of(sentence("cannot be read", e)));
    }
  }

  private Page page(List<String> lines) {
    var entries = new ArrayList<Entry>();
    var faults = new ArrayList<String>();
    for (var i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      if (line.isBlank() || line.startsWith("#")) continue;
      var number = i + 1;
      Entry.parse(line)
          .ifPresentOrElse(
              entries::add,
              () -> faults.add("%s, line %d is ignored: %s".formatted(FILE, number, line)));
    }
    return new Page(List.copyOf(entries), List.copyOf(faults));
  }

  /// Notes that an exercise is solved.
  ///
  /// @return a sentence when that could not be kept
  public Optional<String> solved(String exercise) {
    return keep(new Entry(today(), Deed.SOLVED, exercise, ""));
  }

  /// Notes the answer to a prediction; a later answer takes the place of an earlier one.
  ///
  /// @return a sentence when that could not be kept
  public Optional<String> answered(String prediction, String letter) {
    return keep(new Entry(today(), Deed.ANSWERED, prediction, letter));
  }

  /// Notes the box into which a review put a prediction.
  ///
  /// @return a sentence when that could not be kept
  public Optional<String> reviewed(String prediction, int box) {
    return keep(new Entry(today(), Deed.REVIEWED, prediction, String.valueOf(box)));
  }

  /// Takes in what another logbook says; of two lines on the same thing the later one stays.
  ///
  /// @return a sentence when that could not be kept
  public Optional<String> merge(List<Entry> others) {
    return change(lines -> {
      var changed = false;
      for (var other : others) changed |= put(other, lines, Entry::isAfter);
      return changed;
    });
  }

  /// The day, as the file says it.
  public LocalDate today() {
    return LocalDate.now(clock);
  }

  private Optional<String> keep(Entry entry) {
    return change(lines -> put(entry, lines, Entry::differs));
  }

  /// Writes the lines if `change` says that it changed them.
  private Optional<String> change(Predicate<List<String>> change) {
    synchronized (Logbook.class) { // cells run one at a time, their threads do not
      try {
        var lines = new ArrayList<>(lines());
        if (change.test(lines)) write(lines);
        return Optional.empty();
      } catch (IOException e) {
        return Optional.of(sentence("is as it was", e));
      }
    }
  }

  /// Puts the entry where one on the same thing stands, if it `replaces` that, or at the end.
  private static boolean put(Entry entry, List<String> lines, BiPredicate<Entry, Entry> replaces) {
    for (var i = 0; i < lines.size(); i++) {
      var present = Entry.parse(lines.get(i));
      if (present.isEmpty() || !present.get().concerns(entry)) continue;
      if (!replaces.test(entry, present.get())) return false;
      lines.set(i, entry.line());
      return true;
    }
    if (lines.isEmpty()) lines.add(FIRST_LINE);
    lines.add(entry.line());
    return true;
  }

  private List<String> lines() throws IOException {
    if (!Files.exists(file)) return List.of();
    if (Files.size(file) > BYTES_MAX) throw new IOException("it is too long to be ours");
    var lines = Files.readAllLines(file);
    if (lines.size() > LINES_MAX) throw new IOException("it is too long to be ours");
    return lines;
  }

  private void write(List<String> lines) throws IOException {
    var part = file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid());
    try {
      Files.write(part, lines);
      Files.move(part, file, REPLACE_EXISTING, ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static String sentence(String what, IOException e) {
    var reason = e instanceof CharacterCodingException ? "it is not text" : e.toString();
    return "%s %s (%s): make it writable, or delete it; nothing else depends on it"
        .formatted(FILE, what, reason.replaceFirst("^java\\.io\\.IOException: ", ""));
  }
}

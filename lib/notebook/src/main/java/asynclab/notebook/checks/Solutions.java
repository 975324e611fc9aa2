package asynclab.notebook.checks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The folder `solutions` beside a notebook: for each exercise its hints (`04.wake.md`) and one way
/// to solve it (`04.wake.java`).
///
/// Hints are a list in Markdown, `1.` to `3.`, from weak to strong; `code` stands between
/// backticks.
///
/// @param folder the folder, which need not be there
record Solutions(Path folder) {
  private static final int HINTS = 3;
  private static final Pattern ITEM = Pattern.compile("(\\d)\\. (\\S.*)");
  private static final Pattern MORE = Pattern.compile(" +(\\S.*)");

  /// The one beside the notebook of this kernel, which runs in the notebook's folder.
  static Solutions here() {
    return new Solutions(Path.of("solutions"));
  }

  boolean hasHints(String id) {
    return Files.isRegularFile(hintFile(id));
  }

  boolean hasSolution(String id) {
    return Files.isRegularFile(solutionFile(id));
  }

  /// The hints of an exercise, three of growing strength.
  List<String> hints(String id) throws IOException {
    return hints(hintFile(id).getFileName().toString(), Files.readString(hintFile(id)));
  }

  /// The text that solves an exercise.
  String solution(String id) throws IOException {
    return Files.readString(solutionFile(id)).strip();
  }

  private Path hintFile(String id) {
    return folder.resolve(id + ".md");
  }

  private Path solutionFile(String id) {
    return folder.resolve(id + ".java");
  }

  /// Reads a list of hints.
  static List<String> hints(String file, String content) throws IOException {
    var hints = new ArrayList<String>();
    var lines = content.lines().toList();
    for (var i = 0; i < lines.size(); i++) {
      var item = ITEM.matcher(lines.get(i));
      var more = MORE.matcher(lines.get(i));
      if (item.matches() && item.group(1).equals(String.valueOf(hints.size() + 1))) {
        hints.add(item.group(2).strip());
      } else if (more.matches() && !hints.isEmpty()) {
        hints.add(hints.removeLast() + " " + more.group(1).strip());
      } else if (!lines.get(i).isBlank()) {
        throw new IOException(
            "%s, line %d: hints are a list, 1. to %d., further lines indented"
                .formatted(file, i + 1, HINTS));
      }
    }
    if (hints.size() != HINTS) {
      throw new IOException("%s has %d hints, not %d".formatted(file, hints.size(), HINTS));
    }
    return List.copyOf(hints);
  }
}

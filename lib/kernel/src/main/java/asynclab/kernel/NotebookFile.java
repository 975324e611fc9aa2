package asynclab.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.dflib.jjava.shaded.com.google.gson.JsonArray;
import org.dflib.jjava.shaded.com.google.gson.JsonElement;
import org.dflib.jjava.shaded.com.google.gson.JsonObject;
import org.dflib.jjava.shaded.com.google.gson.JsonParser;

/// A notebook as it lies on disk, read anew each time: so what the learner has edited and saved
/// counts, and nothing is typed twice.
///
/// @param path where it lies
/// @param cells all of its cells in order
record NotebookFile(Path path, List<Cell> cells) {
  /// More notebooks than this in one folder are not searched for a heading.
  private static final int MOST_FILES = 500;

  /// One cell.
  ///
  /// @param id what Jupyter knows it by
  /// @param number its place among the code cells, from 1; 0 for text
  /// @param source its text
  /// @param tags what Jupyter keeps as `metadata.tags`
  record Cell(String id, int number, String source, Set<String> tags) {
    boolean isCode() {
      return number > 0;
    }

    boolean has(String... any) {
      return List.of(any).stream().anyMatch(tags::contains);
    }

    /// How a reader finds it: number and first line.
    String where() {
      var first = source.lines().filter(line -> !line.isBlank()).findFirst().orElse("(empty)");
      return "code cell %d (`%s`)".formatted(number, first.strip());
    }

    private boolean begins(String heading) {
      return headings().anyMatch(heading::equals);
    }

    private Stream<String> headings() {
      return isCode()
          ? Stream.empty()
          : source.lines().filter(line -> line.matches("##+ .*")).map(Cell::text);
    }

    private static String text(String line) {
      return line.replaceFirst("^#+", "").strip();
    }
  }

  /// Reads one; a file that is no notebook is an [IOException] that says so.
  static NotebookFile read(Path path) throws IOException {
    var cells = new ArrayList<Cell>();
    try {
      var number = 0;
      var notebook = JsonParser.parseString(Files.readString(path)).getAsJsonObject();
      for (var each : notebook.getAsJsonArray("cells")) {
        var cell = each.getAsJsonObject();
        var code = cell.get("cell_type").getAsString().equals("code");
        cells.add(new Cell(id(cell), code ? ++number : 0, source(cell), tags(cell)));
      }
    } catch (RuntimeException malformed) { // what gson throws at another shape
      throw new IOException(path + " is not a notebook that can be read: save it again", malformed);
    }
    return new NotebookFile(path, List.copyOf(cells));
  }

  /// Old notebooks have none; then only the text counts.
  private static String id(JsonObject cell) {
    return cell.has("id") ? cell.get("id").getAsString() : source(cell);
  }

  private static String source(JsonObject cell) {
    return String.join("", texts(cell.get("source")));
  }

  private static Set<String> tags(JsonObject cell) {
    var metadata = cell.getAsJsonObject("metadata");
    return metadata.has("tags") ? Set.copyOf(texts(metadata.get("tags"))) : Set.of();
  }

  /// A text, or a list of them: Jupyter writes both.
  private static List<String> texts(JsonElement value) {
    return value instanceof JsonArray list
        ? list.asList().stream().map(JsonElement::getAsString).toList()
        : List.of(value.getAsString());
  }

  /// The code cells above a section; empty if there is no such section.
  Optional<List<Cell>> above(String heading) {
    for (var i = 0; i < cells.size(); i++) {
      if (cells.get(i).begins(heading)) {
        return Optional.of(cells.subList(0, i).stream().filter(Cell::isCode).toList());
      }
    }
    return Optional.empty();
  }

  /// Whether a section asks the learner to write something.
  boolean hasExercise(String heading) {
    return cells.stream()
        .dropWhile(cell -> !cell.begins(heading))
        .skip(1)
        .takeWhile(cell -> cell.headings().findAny().isEmpty())
        .anyMatch(cell -> cell.has("exercise"));
  }

  /// The notebook that a running kernel belongs to: the one its server names, if it has the
  /// section; else the one notebook of the kernel's folder that has it.
  ///
  /// @param named what the server says (`JPY_SESSION_NAME`); not every server does
  static NotebookFile with(String heading, Optional<Path> named, Path folder) throws IOException {
    var file = named.map(folder::resolve).filter(Files::isRegularFile);
    if (file.isPresent()) {
      var notebook = read(file.get());
      if (notebook.above(heading).isPresent()) {
        return notebook;
      }
    }
    return only(heading, folder, file);
  }

  private static NotebookFile only(String heading, Path folder, Optional<Path> named)
      throws IOException {
    var found = new ArrayList<NotebookFile>();
    for (var path : notebooks(folder)) {
      var notebook = read(path);
      if (notebook.above(heading).isPresent()) {
        found.add(notebook);
      }
    }
    if (found.size() == 1) {
      return found.getFirst();
    }
    throw new IOException(
        found.isEmpty() ? nowhere(heading, folder, named) : several(heading, found));
  }

  private static List<Path> notebooks(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".ipynb"))
          .sorted()
          .limit(MOST_FILES)
          .toList();
    }
  }

  private static String nowhere(String heading, Path folder, Optional<Path> named) {
    return "no section has the heading \"%s\" in %s: write it as it stands above this cell, save, and run the cell again"
        .formatted(heading, named.orElse(folder.toAbsolutePath()));
  }

  private static String several(String heading, List<NotebookFile> found) {
    var names = new TreeSet<String>();
    found.forEach(notebook -> names.add(String.valueOf(notebook.path().getFileName())));
    return "the heading \"%s\" stands in %s, and this server does not say which notebook is open: move the others elsewhere, or open the lab with ./lab"
        .formatted(heading, String.join(" and ", names));
  }
}

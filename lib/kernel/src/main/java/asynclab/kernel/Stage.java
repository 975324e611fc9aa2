package asynclab.kernel;

import asynclab.notebook.Html;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/// A stage on the way to the library, too long for a cell: the file `stages/NAME.java` beside the
/// notebook, which a cell loads and shows.
///
/// @param file where it lies
/// @param source its text: what could as well stand in a cell
record Stage(Path file, String source) implements Html {
  static Stage read(String name, Path folder) throws IOException {
    var stages = folder.resolve("stages");
    var file = stages.resolve(name + ".java");
    if (!name.matches("[\\w.-]+") || !Files.isRegularFile(file)) {
      throw new IOException(
          "there is no stage \"%s\" beside this notebook, but: %s".formatted(name, names(stages)));
    }
    return new Stage(file, Files.readString(file));
  }

  private static String names(Path stages) throws IOException {
    if (!Files.isDirectory(stages)) {
      return "none";
    }
    try (var files = Files.list(stages)) {
      var names =
          files
              .map(file -> String.valueOf(file.getFileName()))
              .filter(file -> file.endsWith(".java"))
              .map(file -> file.replaceFirst("\\.java$", ""))
              .sorted()
              .collect(Collectors.joining(", "));
      return names.isEmpty() ? "none" : names;
    }
  }

  @Override
  public String html() {
    return "<details open><summary>%s</summary><pre><code>%s</code></pre></details>"
        .formatted(escaped(title()), escaped(source));
  }

  @Override
  public String text() {
    return title() + "\n\n" + source;
  }

  private String title() {
    return "stages/" + file.getFileName();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}

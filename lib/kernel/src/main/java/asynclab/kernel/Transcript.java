package asynclab.kernel;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// All the text of one cell: in memory while it is short, then in a file.
///
/// The file goes with the kernel, as the notebook's other traces do. Its owner guards it.
final class Transcript {
  private static final int IN_MEMORY = 64 * 1024;
  static final long MAX_CHARACTERS = 256L << 20;

  private final String cell;
  private final StringBuilder memory = new StringBuilder();
  private @Nullable Path file;
  private @Nullable Writer writer;
  private @Nullable IOException trouble;
  private long characters;

  Transcript(String cell) {
    this.cell = cell;
  }

  void append(String text) {
    if (trouble != null || characters >= MAX_CHARACTERS) return;
    characters += text.length();
    memory.append(text);
    if (memory.length() > IN_MEMORY) save();
  }

  /// Where all the text stands, for a sentence: `all in /tmp/….txt`.
  String place() {
    save();
    if (trouble != null) return "and not kept: " + trouble.getMessage();
    var all = characters < MAX_CHARACTERS ? "all" : "the first 256 MB";
    return all + " in " + file;
  }

  private void save() {
    try {
      var out = writer == null ? open() : writer;
      out.append(memory).flush();
      memory.setLength(0);
    } catch (IOException e) {
      trouble = e;
    }
  }

  private Writer open() throws IOException {
    file = Files.createTempFile("asynclab-" + cell.replaceAll("\\W+", "-"), ".txt");
    file.toFile().deleteOnExit();
    writer = Files.newBufferedWriter(file);
    return writer;
  }
}

package asynclab.notebook.ladder;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import asynclab.notebook.logbook.Logbook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The files of a learner's own parts, beside the progress, and ours, beside the notebook.
///
/// @param mine the folder of the learner's, which need not be there; empty where none is kept
/// @param stages the folder of ours, and of what is given with a part
record OwnParts(Optional<Path> mine, Path stages) {
  private static final String FOLDER = "parts";

  /// What was compiled before: each check asks for the whole ladder, and its texts seldom change.
  private static final Map<List<PartCompiler.Unit>, Object> MADE = new ConcurrentHashMap<>();

  private static final int MADE_MAX = 100;

  /// Those of whoever works in this kernel's folder.
  static OwnParts here() {
    return new OwnParts(Logbook.here().map(book -> book.beside(FOLDER)), Path.of("stages"));
  }

  /// The part of a rung: the learner's; or ours, when there is none; or the library's, when neither
  /// can be used, and then `remarks` says why.
  Part find(Rung rung, List<String> remarks) {
    try {
      var kept = mine.map(folder -> folder.resolve(rung.file() + ".java"));
      return kept.filter(Files::isRegularFile).isPresent()
          ? new Part(Part.Owner.YOURS, compiled(rung, FOLDER, kept.orElseThrow()))
          : new Part(Part.Owner.PAGE, compiled(rung, "stages", ours(rung)));
    } catch (IOException e) {
      remarks.add("The library's %s stands in: %s".formatted(rung.word(), e.getMessage()));
      return Part.ofLibrary(rung);
    }
  }

  private Path ours(Rung rung) {
    return stages.resolve(rung.file() + ".java");
  }

  private Object compiled(Rung rung, String folder, Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(
          "%s is not there; open the notebook in my/, where `lab` puts both".formatted(file));
    }
    return maker(rung, folder + "/" + file.getFileName(), text(file));
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file);
  }

  /// Compiles a part together with what is given with it.
  ///
  /// @param name what messages call it
  Object maker(Rung rung, String name, String text) throws IOException {
    var units = new ArrayList<PartCompiler.Unit>();
    var frame = stages.resolve(rung.frame() + ".java");
    if (Files.isRegularFile(frame)) {
      units.add(new PartCompiler.Unit("stages/" + frame.getFileName(), text(frame)));
    }
    units.add(new PartCompiler.Unit(name, text));
    return made(rung, List.copyOf(units));
  }

  private static Object made(Rung rung, List<PartCompiler.Unit> units) throws IOException {
    var known = MADE.get(units);
    if (known != null) return known;
    var maker = PartCompiler.maker(rung, units);
    if (MADE.size() > MADE_MAX) MADE.clear();
    MADE.put(units, maker);
    return maker;
  }

  /// Keeps the text of a part that has passed its check.
  ///
  /// @return a sentence: where it is kept, or why it is not; none where nothing is kept
  Optional<String> keep(Rung rung, Optional<String> text) {
    return mine.map(folder -> kept(rung, folder, text));
  }

  private String kept(Rung rung, Path folder, Optional<String> text) {
    var name = FOLDER + "/" + rung.file() + ".java";
    if (text.isEmpty()) {
      return "Not kept for the ladder: no cell has a class called `%s`. Call yours so."
          .formatted(rung.type);
    }
    try {
      var _ = maker(rung, name, text.get());
      Files.createDirectories(folder);
      replace(folder.resolve(rung.file() + ".java"), text.get());
      return "Kept as `%s`: from now on the ladder's %s is yours.".formatted(name, rung.word());
    } catch (IOException e) {
      return "Not kept for the ladder, because it does not stand alone: %s"
          .formatted(e.getMessage());
    }
  }

  /// The whole file or nothing.
  private static void replace(Path file, String text) throws IOException {
    var part = file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid());
    try {
      Files.writeString(part, text);
      Files.move(part, file, REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}

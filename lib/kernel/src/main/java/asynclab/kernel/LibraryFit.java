package asynclab.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/// Whether the notebooks that a kernel serves were written for the library that it runs.
///
/// Where both come from one folder they were. On Binder and on a hub the library is part of the
/// image and the notebooks are fetched, together with the sources they were tested with; those are
/// compared with the sources that lie beside the kernel's jars. A number of a version would have to
/// be raised by hand, and would be forgotten.
final class LibraryFit {
  private static final List<String> MODULES = List.of("runtime", "notebook");

  private LibraryFit() {}

  /// What to tell a learner; empty if the two fit, or where there is nothing to compare.
  ///
  /// @param notebooks the folder the kernel was started in
  /// @param logs where the `lab` that installed the kernel keeps its logs; null for nowhere
  /// @param archive the sources beside the kernel's jars
  static Optional<String> fault(Path notebooks, @Nullable Path logs, Path archive) {
    var project = notebooks.toAbsolutePath().normalize().getParent();
    if (project == null || logs == null || logs.startsWith(project)) return Optional.empty();
    if (!Files.isRegularFile(project.resolve("lab")) || !Files.exists(archive)) {
      return Optional.empty();
    }
    try {
      return sentence(project, differing(sumsOfFolder(project), sumsOfArchive(archive)));
    } catch (IOException e) {
      return Optional.of("Whether this kernel fits these notebooks is not known: " + e);
    }
  }

  private static Optional<String> sentence(Path project, List<String> differing) {
    if (differing.isEmpty()) return Optional.empty();
    return Optional.of(
        """
        These notebooks were written for another library than the one this kernel runs: %s differs\
        %s. Cells may fail. To build theirs, in a terminal:  python %s setup --here
        Then restart the kernel.\
        """
            .formatted(
                differing.getFirst(),
                differing.size() == 1 ? "" : " (first of " + differing.size() + " files)",
                project.resolve("lab")));
  }

  private static List<String> differing(Map<String, Long> some, Map<String, Long> others) {
    return Stream.concat(some.keySet().stream(), others.keySet().stream())
        .filter(name -> !Objects.equals(some.get(name), others.get(name)))
        .distinct()
        .sorted()
        .toList();
  }

  private static Map<String, Long> sumsOfArchive(Path archive) throws IOException {
    var sums = new HashMap<String, Long>();
    try (var zip = new ZipFile(archive.toFile())) {
      zip.stream().forEach(entry -> sums.put(entry.getName(), entry.getCrc()));
    }
    return sums;
  }

  /// Of the files that `lab` puts into the archive: those in packages.
  private static Map<String, Long> sumsOfFolder(Path project) throws IOException {
    var sums = new HashMap<String, Long>();
    for (var module : MODULES) {
      var root = project.resolve("lib", module, "src", "main", "java");
      if (!Files.isDirectory(root)) continue;
      try (var files = Files.walk(root)) {
        for (var file : (Iterable<Path>) files.filter(each -> isSource(root, each))::iterator) {
          sums.put(root.relativize(file).toString().replace('\\', '/'), sum(file));
        }
      }
    }
    return sums;
  }

  private static boolean isSource(Path root, Path file) {
    return file.toString().endsWith(".java") && !root.equals(file.getParent());
  }

  private static long sum(Path file) throws IOException {
    var sum = new CRC32();
    sum.update(Files.readAllBytes(file));
    return sum.getValue();
  }
}

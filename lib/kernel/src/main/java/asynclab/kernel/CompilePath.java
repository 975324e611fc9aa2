package asynclab.kernel;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The class path that cells are compiled with, which is shorter than the one they run on.
///
/// The compiler reads the directory of every archive on its path before its first word: four
/// thousand entries of JJava and its libraries, a tenth of the start. Of JJava, cells name only its
/// own packages, which `lab` puts into `names.jar`; of JUnit, nothing. Other libraries are read
/// when a cell asks for them.
///
/// Threads: any, once [#with] is through, which is before the first cell.
final class CompilePath {
  private static final String PROPERTY = "java.class.path";

  /// What the names of the archives begin with that are compiled with.
  private static final Set<String> USED = new ConcurrentSkipListSet<>(Set.of("asynclab"));

  private CompilePath() {}

  /// Makes something of the compiler's, which reads its path from the system property at that time.
  static <T> T with(Supplier<T> maker) {
    var whole = System.getProperty(PROPERTY);
    System.setProperty(PROPERTY, shortened(whole));
    try {
      return maker.get();
    } finally {
      System.setProperty(PROPERTY, whole);
    }
  }

  /// The lab's own archives and JJava's names; all of the path when there are none.
  static String shortened(String whole) {
    var jars = whole.split(File.pathSeparator, -1);
    var names = Path.of(jars[0]).resolveSibling("names.jar");
    if (!Files.exists(names)) return whole;
    var ours = USED.stream().flatMap(library -> archives(library, jars));
    return Stream.concat(Stream.of(names.toString()), ours)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static Stream<String> archives(String library, String... jars) {
    return Arrays.stream(jars)
        .filter(jar -> Path.of(jar).getFileName().toString().startsWith(library));
  }

  /// From now on cells are compiled with the archives of a library too.
  ///
  /// @param library what their names begin with
  /// @return the archives
  /// @throws IllegalArgumentException when none lies on the path
  static List<String> use(String library) {
    var jars = System.getProperty(PROPERTY).split(File.pathSeparator, -1);
    var found = archives(library + "-", jars).toList();
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "no library \"%s\" lies beside the kernel, but: %s".formatted(library, names(jars)));
    }
    USED.add(library + "-");
    return found;
  }

  private static String names(String... jars) {
    return Arrays.stream(jars)
        .map(jar -> Path.of(jar).getFileName().toString().replaceFirst("[-.].*", ""))
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
  }
}

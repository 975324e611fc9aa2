package asynclab;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.LineNumberInfo;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// The house rules that no formatter knows, for every module under `lib`.
class TidyTest {
  private static final int METHOD_LINES_MAX = 40;
  private static final int FILE_LINES_MAX = 300;
  private static final Pattern LAB_PACKAGE = Pattern.compile("asynclab/(\\w+(/\\w+)*)/\\w+[$\\w]*");

  /// Which package may use which: an arrow that is not here points upwards.
  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("trace", Set.of()),
          Map.entry("syscalls", Set.of("trace")),
          Map.entry("poll", Set.of("syscalls", "trace")),
          Map.entry("completion", Set.of("syscalls", "poll", "trace")),
          Map.entry("fibers", Set.of("syscalls", "poll", "trace")),
          Map.entry("fibers.machine", Set.of("syscalls", "trace")),
          Map.entry("futures", Set.of()),
          Map.entry("coroutines", Set.of("futures")),
          Map.entry("coroutines.bytecode", Set.of("coroutines", "futures")),
          Map.entry("coroutines.source", Set.of("coroutines", "futures")),
          Map.entry("sync", Set.of("futures")),
          Map.entry("memory", Set.of()),
          Map.entry("executor", Set.of("futures", "syscalls", "poll", "trace")),
          Map.entry("simulation", Set.of("futures", "executor", "syscalls", "poll", "trace")),
          Map.entry("net", Set.of("futures", "executor", "syscalls", "poll", "trace")),
          Map.entry("net.http", Set.of("net", "coroutines", "sync", "futures", "executor")));

  /// Packages that may hold memory of their own.
  private static final Set<String> MAY_HOLD_MEMORY =
      Set.of("syscalls", "poll", "completion", "fibers.machine", "memory");

  /// Packages that may turn a C symbol into a method.
  private static final Set<String> MAY_BIND_SYMBOLS = Set.of("syscalls", "fibers.machine");

  private final List<ClassModel> classes = compiledClasses();

  @Test
  void packages_point_downwards() {
    var wrong = new TreeSet<String>();
    for (var type : classes) {
      var from = layer(type.thisClass());
      for (var to : layersUsedBy(type)) {
        var allowed = MAY_USE.getOrDefault(from, Set.of());
        if (!to.equals(from) && !allowed.contains(to)) wrong.add(from + " -> " + to);
      }
    }

    assertEquals(Set.of(), wrong);
  }

  @Test
  void every_package_has_its_place() {
    var layers = classes.stream().map(type -> layer(type.thisClass())).filter(l -> !l.isEmpty());

    assertEquals(MAY_USE.keySet(), layers.collect(toCollection(TreeSet::new)));
  }

  @Test
  void foreign_memory_and_symbols_stay_where_they_belong() {
    var wrong = new TreeSet<String>();
    for (var type : classes) {
      var layer = layer(type.thisClass());
      if (uses(type, "java/lang/foreign/") && !MAY_HOLD_MEMORY.contains(layer)) {
        wrong.add(name(type) + " uses java.lang.foreign");
      }
      if (uses(type, "java/lang/foreign/Linker") && !MAY_BIND_SYMBOLS.contains(layer)) {
        wrong.add(name(type) + " binds symbols");
      }
    }

    assertEquals(Set.of(), wrong);
  }

  @Test
  void every_method_fits_on_a_screen() {
    var tall = new TreeSet<String>();
    for (var type : classes) {
      for (var method : type.methods()) {
        // The initializer of a table of constants is long and says one thing.
        if (method.methodName().equalsString("<clinit>")) continue;
        var lines = linesOf(method);
        if (lines > METHOD_LINES_MAX) {
          tall.add(name(type) + "." + method.methodName() + ": " + lines + " lines");
        }
      }
    }

    assertEquals(Set.of(), tall);
  }

  @Test
  void every_file_is_one_idea() throws IOException {
    var lib = Path.of("..").toRealPath();
    try (var files = Files.walk(lib)) {
      var sources = files.filter(TidyTest::isOurs).toList();
      assertTrue(sources.size() > 30, "the files under " + lib + " are found: " + sources.size());
      var long_ = sources.stream().filter(f -> linesOf(f) > FILE_LINES_MAX).toList();
      assertEquals(List.of(), long_);
    }
  }

  /// The peers of the benchmark are programs of other houses, each in one file on purpose.
  private static boolean isOurs(Path file) {
    var path = file.toString().replace('\\', '/');
    return path.endsWith(".java") && !path.contains("/target/") && !path.contains("/peers/");
  }

  private static Set<String> layersUsedBy(ClassModel type) {
    return entries(type)
        .map(TidyTest::layer)
        .filter(layer -> !layer.isEmpty())
        .collect(toCollection(TreeSet::new));
  }

  private static boolean uses(ClassModel type, String prefix) {
    return entries(type).anyMatch(entry -> entry.asInternalName().startsWith(prefix));
  }

  private static Stream<ClassEntry> entries(ClassModel type) {
    return StreamSupport.stream(type.constantPool().spliterator(), false)
        .flatMap(entry ->
            switch (entry) {
              case ClassEntry used -> Stream.of(used);
              case MemberRefEntry member -> Stream.of(member.owner());
              default -> Stream.empty();
            });
  }

  private static String name(ClassModel type) {
    return type.thisClass().asInternalName();
  }

  private static String layer(ClassEntry type) {
    var matcher = LAB_PACKAGE.matcher(type.asInternalName());
    return matcher.matches() ? matcher.group(1).replace('/', '.') : "";
  }

  private static int linesOf(MethodModel method) {
    var lines =
        method
            .findAttribute(Attributes.code())
            .flatMap(code -> code.findAttribute(Attributes.lineNumberTable()))
            .map(table -> table.lineNumbers().stream().mapToInt(LineNumberInfo::lineNumber))
            .map(numbers -> numbers.summaryStatistics());
    return lines.map(range -> range.getMax() - range.getMin() + 1).orElse(0);
  }

  private static long linesOf(Path file) {
    try (var lines = Files.lines(file)) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<ClassModel> compiledClasses() {
    try (var files = Files.walk(Path.of("target/classes"))) {
      return files.filter(f -> f.toString().endsWith(".class")).map(TidyTest::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ClassModel parse(Path file) {
    try {
      return ClassFile.of().parse(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package asynclab.notebook.ladder;

import asynclab.futures.Waker;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// Makes classes of the texts of cells, in memory: what a cell may leave out, the imports that
/// every notebook has, is put before the first line.
final class PartCompiler {
  /// A text.
  ///
  /// @param name what messages call it
  record Unit(String name, String text) {}

  private static final String IMPORTS =
      Stream.of("util", "io", "math", "net", "time", "util.concurrent", "util.regex")
          .map("import java.%s.*;"::formatted)
          .collect(Collectors.joining(" "));

  /// The class that makes the maker; a constructor that does not fit is an error in it.
  private static final String GLUE = "Glue";

  private PartCompiler() {}

  /// Compiles a part, and gives what makes it.
  ///
  /// @throws IOException when the compiler refuses it: the message says where, and why
  static Object maker(Rung rung, List<Unit> units) throws IOException {
    var glue =
        """
        public class Glue implements java.util.function.Supplier<Object> {
          public Object get() { %s it = %s::new; return it; }
        }
        """
            .formatted(rung.maker.getCanonicalName(), rung.type);
    var all = new ArrayList<>(units);
    all.add(new Unit("the way in which the ladder makes it (new %s)".formatted(rung.type), glue));
    var classes = compiled(all);
    try {
      var made = new Classes(classes).loadClass(GLUE).getDeclaredConstructor().newInstance();
      return ((Supplier<?>) made).get();
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new IOException("%s cannot be loaded: %s".formatted(rung.type, e), e);
    }
  }

  private static Map<String, byte[]> compiled(List<Unit> units) throws IOException {
    var compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) throw new IOException("this JVM has no compiler: use a JDK");
    var said = new DiagnosticCollector<JavaFileObject>();
    var sources = units.stream().map(Source::new).toList();
    try (var files =
        new Memory(compiler.getStandardFileManager(said, Locale.ROOT, StandardCharsets.UTF_8))) {
      var options = List.of("-classpath", path(), "-proc:none", "-Xlint:none");
      var ok = compiler.getTask(null, files, said, options, null, sources).call();
      if (!ok) throw new IOException(first(said.getDiagnostics()));
      return files.classes();
    }
  }

  private static String first(List<Diagnostic<? extends JavaFileObject>> said) {
    return said.stream()
        .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
        .map(PartCompiler::sentence)
        .findFirst()
        .orElse("the compiler refuses it and does not say why");
  }

  private static String sentence(Diagnostic<? extends JavaFileObject> error) {
    var name = error.getSource() instanceof Source source ? source.unit.name() : "a part";
    var words = error.getMessage(Locale.ROOT).lines().map(String::strip);
    return "%s, line %d: %s"
        .formatted(name, error.getLineNumber(), words.collect(Collectors.joining("; ")));
  }

  /// The library and this module, wherever they were loaded from.
  private static String path() throws IOException {
    var path = new ArrayList<String>();
    for (var type : List.of(Waker.class, Ladder.class)) {
      try {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        path.add(Path.of(source.getLocation().toURI()).toString());
      } catch (URISyntaxException odd) {
        throw new IOException("the place of " + type + " is no file", odd);
      }
    }
    return String.join(File.pathSeparator, path);
  }

  private static final class Source extends SimpleJavaFileObject {
    private final Unit unit;

    Source(Unit unit) {
      super(URI.create("part:///" + unit.name().replaceAll("\\W", "-") + ".java"), Kind.SOURCE);
      this.unit = unit;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return IMPORTS + " " + unit.text();
    }

    /// A public class may stand here, whatever it is called.
    @Override
    public boolean isNameCompatible(String simpleName, Kind kind) {
      return true;
    }
  }

  /// Where the compiler puts classes.
  private static final class Memory extends ForwardingJavaFileManager<StandardJavaFileManager>
      implements JavaFileManager {
    private final Map<String, ByteArrayOutputStream> written = new HashMap<>();

    Memory(StandardJavaFileManager files) {
      super(files);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
      return new SimpleJavaFileObject(URI.create("part:///" + name + kind.extension), kind) {
        @Override
        public OutputStream openOutputStream() {
          var bytes = new ByteArrayOutputStream();
          written.put(name, bytes);
          return bytes;
        }
      };
    }

    Map<String, byte[]> classes() {
      var classes = new HashMap<String, byte[]>();
      written.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
      return classes;
    }
  }

  private static final class Classes extends ClassLoader {
    private final Map<String, byte[]> classes;

    Classes(Map<String, byte[]> classes) {
      super(Ladder.class.getClassLoader());
      this.classes = classes;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      var bytes = classes.get(name);
      if (bytes == null) throw new ClassNotFoundException(name);
      return defineClass(name, bytes, 0, bytes.length);
    }
  }
}

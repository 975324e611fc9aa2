package asynclab.coroutines.source;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// Classes compiled in memory from a text.
public final class Compiled extends ClassLoader {
  private final Map<String, ByteArrayOutputStream> classes = new HashMap<>();

  /// With every warning of javac an error.
  Compiled(String source) {
    this(source, "-Xlint:all,-try,-serial,-fallthrough,-finally,-missing-explicit-ctor", "-Werror");
  }

  private Compiled(String source, String... warnings) {
    super(Compiled.class.getClassLoader());
    var compiler = ToolProvider.getSystemJavaCompiler();
    var found = new DiagnosticCollector<JavaFileObject>();
    var files = new Files(compiler.getStandardFileManager(found, null, null));
    var options = new ArrayList<>(List.of(warnings));
    options.add("-proc:none");
    options.add("-classpath");
    options.add(path("java.class.path") + File.pathSeparator + path("jdk.module.path"));
    var task =
        compiler.getTask(
            null, files, found, options, null, List.of(new MemoryFiles.Text("T", source)));
    if (!task.call()) throw new AssertionError(found.getDiagnostics() + "\n" + source);
  }

  /// Whatever javac may warn of: for text that nobody wrote.
  public static Compiled withoutWarnings(String source) {
    return new Compiled(source, "-Xlint:none");
  }

  private static String path(String name) {
    return System.getProperty(name, "");
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    var bytes = classes.get(name);
    if (bytes == null) throw new ClassNotFoundException(name);
    return defineClass(name, bytes.toByteArray(), 0, bytes.size());
  }

  private final class Files extends ForwardingJavaFileManager<JavaFileManager> {
    Files(JavaFileManager onDisk) {
      super(onDisk);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
      return new SimpleJavaFileObject(URI.create("bytes:///" + name), kind) {
        @Override
        public OutputStream openOutputStream() {
          return classes.computeIfAbsent(name, _ -> new ByteArrayOutputStream());
        }
      };
    }
  }
}

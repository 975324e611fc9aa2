package asynclab.coroutines;

import asynclab.coroutines.bytecode.Weaver.Woven;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// Classes compiled in memory from a text.
public final class Compiled extends ClassLoader {
  private final Map<String, byte[]> classes;

  /// With every warning of javac an error.
  public Compiled(String source) {
    this(source, "-Xlint:all,-try,-serial,-fallthrough,-finally,-missing-explicit-ctor", "-Werror");
  }

  private Compiled(String source, String... warnings) {
    this(compiled(source, warnings));
  }

  private Compiled(Map<String, byte[]> classes) {
    super(Compiled.class.getClassLoader());
    this.classes = classes;
  }

  private static Map<String, byte[]> compiled(String source, String... warnings) {
    var compiler = ToolProvider.getSystemJavaCompiler();
    var found = new DiagnosticCollector<JavaFileObject>();
    var files = new Files(compiler.getStandardFileManager(found, null, null));
    var options = new ArrayList<>(List.of(warnings));
    options.add("-g");
    options.add("-proc:none");
    options.add("-classpath");
    options.add(path("java.class.path") + File.pathSeparator + path("jdk.module.path"));
    var task = compiler.getTask(null, files, found, options, null, List.of(text(source)));
    if (!task.call()) throw new AssertionError(found.getDiagnostics() + "\n" + source);
    var classes = new HashMap<String, byte[]>();
    files.written.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
    return classes;
  }

  /// Whatever javac may warn of: for text that nobody wrote.
  public static Compiled withoutWarnings(String source) {
    return new Compiled(source, "-Xlint:none");
  }

  /// The same classes, each rewritten. The JVM checks its rules for the result when it loads them.
  public Compiled with(Function<byte[], List<Woven>> weave) {
    var rewritten = new HashMap<>(classes);
    for (var classFile : classes.values()) {
      for (var woven : weave.apply(classFile)) rewritten.put(woven.name(), woven.classFile());
    }
    return new Compiled(rewritten);
  }

  /// Checks the JVM's rules by the JDK's other verifier, also in classes that nobody loads.
  public Compiled verified() {
    var hierarchy =
        ClassHierarchyResolver.ofResourceParsing(this)
            .orElse(ClassHierarchyResolver.defaultResolver());
    var context = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(hierarchy));
    for (var classFile : classes.values()) {
      var errors = context.verify(classFile);
      if (!errors.isEmpty()) throw errors.getFirst();
    }
    return this;
  }

  public byte[] classFile(String name) {
    return Objects.requireNonNull(classes.get(name));
  }

  @Override
  public InputStream getResourceAsStream(String name) {
    var bytes = classes.get(name.replace('/', '.').replace(".class", ""));
    return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
  }

  private static JavaFileObject text(String source) {
    return new SimpleJavaFileObject(URI.create("text:///T.java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreErrors) {
        return source;
      }
    };
  }

  private static String path(String name) {
    return System.getProperty(name, "");
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    var bytes = classes.get(name);
    if (bytes == null) throw new ClassNotFoundException(name);
    return defineClass(name, bytes, 0, bytes.length);
  }

  private static final class Files extends ForwardingJavaFileManager<JavaFileManager> {
    final Map<String, ByteArrayOutputStream> written = new HashMap<>();

    Files(JavaFileManager onDisk) {
      super(onDisk);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
      return new SimpleJavaFileObject(URI.create("bytes:///" + name), kind) {
        @Override
        public OutputStream openOutputStream() {
          return written.computeIfAbsent(name, _ -> new ByteArrayOutputStream());
        }
      };
    }
  }
}

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
  private final Map<String, ByteArrayOutputStream> compiled = new HashMap<>();

  private final Map<String, byte[]> classes = new HashMap<>();

  /// With every warning of javac an error.
  public Compiled(String source) {
    this(source, "-Xlint:all,-try,-serial,-fallthrough,-finally,-missing-explicit-ctor", "-Werror");
  }

  private Compiled(String source, String... warnings) {
    super(Compiled.class.getClassLoader());
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
    compiled.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
  }

  /// Whatever javac may warn of: for text that nobody wrote.
  public static Compiled withoutWarnings(String source) {
    return new Compiled(source, "-Xlint:none");
  }

  /// Rewrites each class; the JVM's rules for the result are checked by the JDK's own verifier.
  public Compiled with(Function<byte[], List<Woven>> weave) {
    for (var classFile : List.copyOf(classes.values())) {
      for (var woven : weave.apply(classFile)) classes.put(woven.name(), woven.classFile());
    }
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
          return compiled.computeIfAbsent(name, _ -> new ByteArrayOutputStream());
        }
      };
    }
  }
}

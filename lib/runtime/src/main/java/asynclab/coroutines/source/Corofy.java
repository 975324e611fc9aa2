package asynclab.coroutines.source;

import java.io.File;
import java.util.List;
import java.util.Map;

/// Rewrites Java text: each method marked `@Async` becomes a method of the same signature and a
/// state machine beside it. All other text stays as it is.
///
/// The text is a whole source file, or methods on their own as they stand in a notebook cell, with
/// imports before them if they need any.
///
/// @param imports what the text sees besides, such as `import static demo.Web.get;`
/// @param classPath where classes are found that the text names
/// @param classes class files by binary name, for classes that lie in no file
public record Corofy(List<String> imports, String classPath, Map<String, byte[]> classes) {
  public Corofy {
    imports = List.copyOf(imports);
    classes = Map.copyOf(classes);
  }

  /// With the class path of this JVM, and nothing else.
  public Corofy() {
    this(List.of(), ownClassPath(), Map.of());
  }

  /// With what this JVM sees.
  ///
  /// @throws CorofyException when the text is no Java, or has an await where none can be
  public static Rewritten rewrite(String source) {
    return new Corofy().apply(source);
  }

  /// The same with more imports.
  public Corofy withImports(List<String> imports) {
    return new Corofy(imports, classPath, classes);
  }

  /// The same with another class path.
  public Corofy withClassPath(String classPath) {
    return new Corofy(imports, classPath, classes);
  }

  /// The same with classes that lie in no file.
  public Corofy withClasses(Map<String, byte[]> classes) {
    return new Corofy(imports, classPath, classes);
  }

  /// Rewrites `source`.
  ///
  /// @throws CorofyException when the text is no Java, or has an await where none can be
  public Rewritten apply(String source) {
    return Assembly.of(source, this);
  }

  /// The class path and the module path: for the compiler all of it is a class path.
  private static String ownClassPath() {
    var classes = System.getProperty("java.class.path", "");
    var modules = System.getProperty("jdk.module.path", "");
    return classes.isEmpty() || modules.isEmpty()
        ? classes + modules
        : classes + File.pathSeparator + modules;
  }
}

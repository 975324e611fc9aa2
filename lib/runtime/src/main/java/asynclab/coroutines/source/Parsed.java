package asynclab.coroutines.source;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/// The first pass: javac has read the text and knows the type of every expression.
///
/// Afterwards: the text is Java without an error. The imports of the settings stand behind those of
/// the text, and loose methods in a class of ours, whose foot is the text's end; positions are told
/// as they were before.
final class Parsed {
  /// The name of the class around loose methods.
  static final String LOOSE = "Loose$Methods";

  /// The end of that class.
  static final String FOOT = "\n}";

  final String text;
  final boolean loose;
  private final int insertedAt;
  private final int insertedLength;
  final CompilationUnitTree unit;
  final Types types;
  final Elements elements;
  private final Trees trees;
  private final Map<Tree, TreePath> paths = new HashMap<>();

  private Parsed(
      Task task, CompilationUnitTree unit, String text, boolean loose, int at, int length) {
    this.text = text;
    this.unit = unit;
    this.loose = loose;
    this.insertedAt = at;
    this.insertedLength = length;
    this.types = task.task.getTypes();
    this.elements = task.task.getElements();
    this.trees = Trees.instance(task.task);
    new TreePathScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void scan(@Nullable Tree tree, @Nullable Void nothing) {
        if (tree == null) return null;
        var parent = getCurrentPath();
        paths.put(tree, parent == null ? new TreePath(unit) : new TreePath(parent, tree));
        return super.scan(tree, null);
      }
    }.scan(new TreePath(unit), null);
  }

  static Parsed of(String source, Corofy settings) {
    var first = new Task(source, settings);
    var unit = first.parse();
    var loose = isLoose(unit);
    if (!loose && settings.imports().isEmpty()) {
      first.analyze();
      return new Parsed(first, unit, source, false, 0, 0);
    }
    var at = headEnd(unit, Trees.instance(first.task).getSourcePositions());
    var head = String.join(" ", settings.imports());
    if (loose) head += " class " + LOOSE + " {";
    head = at == 0 ? head.strip() : " " + head; // the indentation of a first line is the text's
    var foot = loose ? FOOT : "";
    var wrapped = source.substring(0, at) + head + source.substring(at) + foot;
    var second = new Task(wrapped, settings, at, head.length(), source);
    var whole = second.parse();
    second.analyze();
    return new Parsed(second, whole, wrapped, loose, at, head.length());
  }

  /// Where the imports of a text end, or its package, or nothing.
  private static int headEnd(CompilationUnitTree unit, SourcePositions positions) {
    var imports = unit.getImports();
    if (!imports.isEmpty()) return (int) positions.getEndPosition(unit, imports.getLast());
    var named = unit.getPackage();
    return named == null ? 0 : (int) positions.getEndPosition(unit, named);
  }

  /// The imports that stand in the text itself.
  List<ImportTree> imports() {
    return unit.getImports().stream()
        .<ImportTree>map(one -> one)
        .filter(one -> insertedLength == 0 || start(one) < insertedAt)
        .toList();
  }

  /// Methods without a class around them make an implicit class, named like the file.
  private static boolean isLoose(CompilationUnitTree unit) {
    return unit.getTypeDecls().stream()
        .anyMatch(type -> type instanceof ClassTree c && c.getSimpleName().contentEquals(LOOSE));
  }

  TreePath path(Tree tree) {
    return Objects.requireNonNull(paths.get(tree), "a tree of this text");
  }

  @Nullable Tree parent(Tree tree) {
    var above = path(tree).getParentPath();
    return above == null ? null : above.getLeaf();
  }

  @Nullable Element element(Tree tree) {
    return trees.getElement(path(tree));
  }

  TypeMirror type(Tree tree) {
    return trees.getTypeMirror(path(tree));
  }

  @Nullable VariableElement variable(Tree tree) {
    return element(tree) instanceof VariableElement variable ? variable : null;
  }

  TypeElement known(String name) {
    return Objects.requireNonNull(
        elements.getTypeElement(name), () -> name + " is not on the class path");
  }

  boolean isAwait(Tree tree) {
    return tree instanceof MethodInvocationTree call
        && call.getArguments().size() == 1
        && isMember(call.getMethodSelect(), "asynclab.coroutines.Coroutine", "await");
  }

  /// Whether a tree names the type `name`.
  boolean isNamed(Tree tree, String name) {
    return element(tree) instanceof TypeElement type && type.getQualifiedName().contentEquals(name);
  }

  boolean isMember(ExpressionTree select, String owner, String name) {
    var element = element(select);
    return element != null
        && element.getSimpleName().contentEquals(name)
        && element.getEnclosingElement() instanceof TypeElement type
        && type.getQualifiedName().contentEquals(owner);
  }

  int start(Tree tree) {
    return (int) trees.getSourcePositions().getStartPosition(unit, tree);
  }

  int end(Tree tree) {
    return (int) trees.getSourcePositions().getEndPosition(unit, tree);
  }

  String text(Tree tree) {
    return text.substring(start(tree), end(tree));
  }

  int line(Tree tree) {
    return (int) unit.getLineMap().getLineNumber(start(tree));
  }

  /// The comments between two statements, and the one behind the second on its line.
  List<String> comments(int from, int to, int end) {
    var ahead = text.substring(Math.min(from, to), to);
    var firstLine = ahead.indexOf('\n');
    if (from > 0 && firstLine >= 0 && text.charAt(from - 1) != '{') {
      ahead = ahead.substring(firstLine);
    }
    var lines =
        new ArrayList<>(ahead.lines().map(String::strip).filter(l -> !l.isEmpty()).toList());
    var lineEnd = text.indexOf('\n', end);
    var behind = text.substring(end, lineEnd < 0 ? text.length() : lineEnd).strip();
    if (behind.startsWith("//")) lines.add(behind);
    return lines;
  }

  Problem problem(Tree tree, String message) {
    var start = start(tree);
    var shifted = start >= insertedAt && insertedLength > 0 ? start - insertedLength : start;
    var source = text.substring(0, insertedAt) + text.substring(insertedAt + insertedLength);
    return at(source, shifted, message);
  }

  /// Where something of ours stands in the text; whole lines in front of it stay.
  int insertedAt() {
    return insertedAt;
  }

  int insertedLength() {
    return insertedLength;
  }

  private static Problem at(String source, int offset, String message) {
    var end = Math.max(0, Math.min(offset, source.length()));
    var lineStart = source.lastIndexOf('\n', end - 1) + 1;
    return new Problem(lineOf(source, end), end - lineStart + 1, message);
  }

  private static int lineOf(String text, int offset) {
    return 1 + (int) text.substring(0, offset).chars().filter(c -> c == '\n').count();
  }

  /// One run of javac, which stops at the first pass that finds errors.
  private static final class Task {
    final JavacTask task;
    private final DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    private final int insertedAt;
    private final int insertedLength;
    private final String source;

    Task(String source, Corofy settings) {
      this(source, settings, 0, 0, source);
    }

    Task(String text, Corofy settings, int insertedAt, int insertedLength, String source) {
      this.insertedAt = insertedAt;
      this.insertedLength = insertedLength;
      this.source = source;
      var compiler =
          Objects.requireNonNull(
              ToolProvider.getSystemJavaCompiler(), "a JDK with jdk.compiler is needed");
      var files = new MemoryFiles(compiler.getStandardFileManager(found, null, null), settings);
      var options = List.of("-proc:none", "-classpath", settings.classPath());
      var file = new MemoryFiles.Text(LOOSE, text);
      task = (JavacTask) compiler.getTask(null, files, found, options, null, List.of(file));
    }

    CompilationUnitTree parse() {
      try {
        var unit = task.parse().iterator().next();
        report();
        return unit;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void analyze() {
      try {
        task.analyze();
        report();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void report() {
      var problems = new ArrayList<Problem>();
      for (var diagnostic : found.getDiagnostics()) {
        if (diagnostic.getKind() != Diagnostic.Kind.ERROR) continue;
        var offset = (int) diagnostic.getPosition();
        var shifted = offset >= insertedAt ? offset - insertedLength : offset;
        problems.add(at(source, shifted, message(diagnostic)));
      }
      if (!problems.isEmpty()) throw new CorofyException(problems);
    }

    private static String message(Diagnostic<? extends JavaFileObject> diagnostic) {
      return diagnostic
          .getMessage(null)
          .lines()
          .map(String::strip)
          .collect(Collectors.joining("; "));
    }
  }
}

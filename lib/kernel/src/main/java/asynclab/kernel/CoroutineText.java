package asynclab.kernel;

import asynclab.coroutines.Origin;
import asynclab.coroutines.source.Corofy;
import asynclab.coroutines.source.CorofyException;
import asynclab.coroutines.source.MachineModel;
import asynclab.coroutines.source.Rewritten;
import java.lang.classfile.AccessFlags;
import java.lang.classfile.ClassFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.ImportSnippet;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.PersistentSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.TypeDeclSnippet;

/// Rewrites methods of cells as text, seeing what a cell sees: its imports, and what other cells
/// declare.
///
/// Remembers the machines it made, so that a run of one can be told with its text.
final class CoroutineText {
  private static final int REMEMBERED = 100;

  private final JShell shell;
  private final CellBook book;
  private final CellClasses classes;
  private final Map<Class<?>, Optional<MachineModel>> compiled = new WeakHashMap<>(); // by itself
  private final Map<String, MachineModel> machines = new LinkedHashMap<>(); // guarded by this

  CoroutineText(JShell shell, CellBook book, CellClasses classes) {
    this.shell = shell;
    this.book = book;
    this.classes = classes;
  }

  /// @param what the name of a method or a class of a cell, or a text
  /// @throws IllegalArgumentException when there is no such method, or none marked `@Async`
  Rewritten rewritten(String what) {
    var isName = SourceVersion.isName(what.strip());
    var named = isName ? named(what.strip()) : List.<DeclarationSnippet>of();
    var source =
        isName ? named.stream().map(this::atItsLine).collect(Collectors.joining("\n\n")) : what;
    var rewritten = settings(named).apply(source);
    if (rewritten.machines().isEmpty()) {
      throw new IllegalArgumentException(
          "nothing in %s is marked @Async, so there is nothing to rewrite"
              .formatted(isName ? what.strip() : "this text"));
    }
    remember(rewritten.machines());
    return new Rewritten(withoutGap(rewritten.source()), rewritten.machines());
  }

  private List<DeclarationSnippet> named(String name) {
    var found =
        declarations()
            .filter(
                snippet -> snippet instanceof MethodSnippet || snippet instanceof TypeDeclSnippet)
            .filter(snippet -> snippet.name().equals(name))
            .toList();
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "no cell has a method or a class %s: run the cell that defines it first".formatted(name));
    }
    return found;
  }

  private Stream<DeclarationSnippet> declarations() {
    return shell
        .snippets()
        .filter(snippet -> shell.status(snippet).isActive())
        .filter(DeclarationSnippet.class::isInstance)
        .map(DeclarationSnippet.class::cast);
  }

  /// Empty lines ahead, so that lines are counted as in the cell.
  private String atItsLine(Snippet snippet) {
    return "\n".repeat(book.lineOf(snippet).map(line -> line.number() - 1).orElse(0))
        + snippet.source();
  }

  /// The text without those lines.
  private static String withoutGap(String source) {
    return source.strip().replaceFirst("\n{3,}", "\n\n") + "\n";
  }

  private Corofy settings(List<DeclarationSnippet> own) {
    var imports = new ArrayList<String>();
    shell
        .imports()
        .map(ImportSnippet::source)
        .map(String::strip)
        .map(this::ended)
        .forEach(imports::add);
    declarations()
        .filter(snippet -> !own.contains(snippet))
        .map(this::imported)
        .distinct()
        .forEach(imports::add);
    return new Corofy(
        imports, CompilePath.shortened(System.getProperty("java.class.path")), visible());
  }

  /// The classes of the cells. JShell's own around them are of its package alone; the text, which
  /// is compiled outside of it, has to see them.
  private Map<String, byte[]> visible() {
    var visible = classes.files();
    declarations()
        .map(Insides::className)
        .distinct()
        .forEach(name -> visible.computeIfPresent(name, (_, file) -> published(file)));
    return visible;
  }

  private static byte[] published(byte[] file) {
    var classFile = ClassFile.of();
    return classFile.transformClass(
        classFile.parse(file),
        (type, element) -> {
          if (element instanceof AccessFlags flags) {
            type.withFlags(flags.flagsMask() | ClassFile.ACC_PUBLIC);
          } else {
            type.with(element);
          }
        });
  }

  private String ended(String line) {
    return line.endsWith(";") ? line : line + ";";
  }

  private String imported(PersistentSnippet snippet) {
    return "import static %s.%s;".formatted(Insides.className(snippet), snippet.name());
  }

  private synchronized void remember(List<MachineModel> models) {
    for (var model : models) {
      var lines = model.states().stream().map(state -> state.line()).toList();
      machines.put(key(model.method(), lines), model);
      if (machines.size() > REMEMBERED) machines.remove(machines.keySet().iterator().next());
    }
  }

  /// The model of a class: the one that it was written from here, or, of a method that a cell has
  /// compiled, what [#rewritten] makes of its text.
  Optional<MachineModel> modelOf(Class<?> machine) {
    var origin = machine.getAnnotation(Origin.class);
    if (origin == null) return Optional.empty();
    if (!machine.isSynthetic()) return written(origin);
    synchronized (compiled) {
      return compiled.computeIfAbsent(machine, _ -> ofCompiled(origin.method()));
    }
  }

  /// What this cannot tell is told by its lines alone: two methods of one name, one of a class.
  private Optional<MachineModel> ofCompiled(String method) {
    try {
      return Optional.of(rewritten(method).machines())
          .filter(all -> all.size() == 1)
          .map(List::getFirst);
    } catch (IllegalArgumentException | CorofyException notAsText) {
      return Optional.empty();
    }
  }

  private synchronized Optional<MachineModel> written(Origin origin) {
    var lines = Arrays.stream(origin.lines()).boxed().toList();
    return Optional.ofNullable(machines.get(key(origin.method(), lines)));
  }

  private static String key(String method, List<Integer> lines) {
    return method + lines;
  }
}

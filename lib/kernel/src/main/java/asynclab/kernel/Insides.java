package asynclab.kernel;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;
import org.jspecify.annotations.Nullable;

/// The private parts of the JDK we need, all of them and nowhere else.
///
/// JShell knows which snippet stands behind a class it made, `Thread` which cell a thread inherited
/// and which pool it works for; neither has a public method that says so. The `--add-opens` of the
/// kernelspec let us ask, and a JDK that has them no longer is named in one sentence.
final class Insides {
  private Insides() {}

  /// A line of a snippet, counted from 0.
  record Spot(Snippet snippet, int linesBelowStart) {}

  /// The name of the class that holds a snippet's code.
  static String className(Snippet snippet) {
    return String.valueOf(call(snippet, Snippet.class, "classFullName"));
  }

  /// The line of a snippet behind a line, counted from 1, of a class; empty if JShell did not make
  /// the class.
  static Optional<Spot> snippetAt(JShell shell, String className, int line) {
    if (!className.startsWith("REPL.")) return Optional.empty();
    var wraps = read(shell, JShell.class, "outerMap");
    if (wraps == null) return Optional.empty();
    var wrap = call(wraps, wraps.getClass(), "getOuter", topLevel(className));
    if (wrap == null) return Optional.empty();
    var snippet = call(wrap, wrap.getClass(), "wrapLineToSnippet", line - 1);
    var below = call(wrap, wrap.getClass().getSuperclass(), "wrapLineToSnippetLine", line - 1);
    return snippet instanceof Snippet known && below instanceof Integer lines
        ? Optional.of(new Spot(known, lines))
        : Optional.empty();
  }

  /// Every living thread, virtual ones too.
  static List<Thread> allThreads() {
    var found = new ArrayList<Thread>();
    try {
      var containers = Class.forName("jdk.internal.vm.ThreadContainers");
      collect(containers.getMethod("root").invoke(null), found);
    } catch (ReflectiveOperationException e) {
      throw new ChangedJdk("jdk.internal.vm.ThreadContainers", e);
    }
    return found;
  }

  private static void collect(Object container, List<Thread> found)
      throws ReflectiveOperationException {
    var type = Class.forName("jdk.internal.vm.ThreadContainer");
    ((Stream<?>) type.getMethod("threads").invoke(container))
        .forEach(thread -> found.add((Thread) thread));
    for (var child : ((Stream<?>) type.getMethod("children").invoke(container)).toList()) {
      collect(child, found);
    }
  }

  /// What another thread inherited under a key; null if nothing.
  @SuppressWarnings("unchecked") // the value of a ThreadLocal<T> is a T
  static <T> @Nullable T inherited(InheritableThreadLocal<@Nullable T> key, Thread thread) {
    var values = read(thread, Thread.class, "inheritableThreadLocals");
    if (values == null) return null;
    var entry = call(values, values.getClass(), "getEntry", key);
    return entry == null ? null : (T) read(entry, entry.getClass(), "value");
  }

  /// Shuts down the pool or the timer that a thread works for, if it works for one.
  static void endOwner(Thread thread) {
    if (thread.getClass().getName().equals("java.util.TimerThread")) {
      endTimer(thread);
    } else if (!thread.isVirtual()) {
      var holder = read(thread, Thread.class, "holder");
      var task = holder == null ? null : read(holder, holder.getClass(), "task");
      if (task != null && task.getClass().getEnclosingClass() == ThreadPoolExecutor.class) {
        var pool = read(task, task.getClass(), "this$0");
        if (pool instanceof ThreadPoolExecutor known) known.shutdownNow();
      }
    }
  }

  /// What `Timer.cancel` does, without the timer.
  private static void endTimer(Thread thread) {
    var queue = read(thread, thread.getClass(), "queue");
    if (queue == null) return;
    synchronized (queue) {
      write(thread, "newTasksMayBeScheduled", false);
      call(queue, queue.getClass(), "clear");
      queue.notifyAll();
    }
  }

  private static void write(Object target, String name, Object value) {
    try {
      var field = target.getClass().getDeclaredField(name);
      field.setAccessible(true);
      field.set(target, value);
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new ChangedJdk(target.getClass().getSimpleName() + "." + name, e);
    }
  }

  /// Puts off JShell's background work until [#resumeIndexing].
  static void suspendIndexing(SourceCodeAnalysis analysis) {
    var _ = call(analysis, analysis.getClass(), "suspendIndexing");
  }

  static void resumeIndexing(SourceCodeAnalysis analysis) {
    var _ = call(analysis, analysis.getClass(), "resumeIndexing");
  }

  /// Gives JShell the sources of more types: their comments and the names of their parameters.
  static void addSources(SourceCodeAnalysis analysis, List<Path> roots) {
    var all = new ArrayList<Object>((List<?>) call(analysis, analysis.getClass(), "findSources"));
    all.addAll(roots);
    write(analysis, "availableSources", all);
  }

  /// `REPL.$JShell$14$Point$1` is inside `REPL.$JShell$14`.
  private static String topLevel(String className) {
    var inner = className.indexOf('$', "REPL.$JShell$".length());
    return inner < 0 ? className : className.substring(0, inner);
  }

  private static @Nullable Object read(Object target, Class<?> owner, String name) {
    try {
      var field = owner.getDeclaredField(name);
      field.setAccessible(true);
      return field.get(target);
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new ChangedJdk(owner.getSimpleName() + "." + name, e);
    }
  }

  private static @Nullable Object call(
      Object target, Class<?> owner, String name, Object... arguments) {
    try {
      return method(owner, name, arguments.length).invoke(target, arguments);
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new ChangedJdk(owner.getSimpleName() + "." + name, e);
    }
  }

  private static Method method(Class<?> owner, String name, int parameters)
      throws NoSuchMethodException {
    for (var method : owner.getDeclaredMethods()) {
      if (method.getName().equals(name) && method.getParameterCount() == parameters) {
        method.setAccessible(true);
        return method;
      }
    }
    throw new NoSuchMethodException(owner.getName() + "." + name);
  }

  /// This JDK is not the one the lab was made for, or was started without our options.
  static final class ChangedJdk extends IllegalStateException {
    private static final long serialVersionUID = 1;

    ChangedJdk(String what, Throwable cause) {
      super(
          "this JDK has no open %s: the lab needs JDK 25 and the options of its kernelspec, run `lab setup`"
              .formatted(what),
          cause);
    }
  }
}

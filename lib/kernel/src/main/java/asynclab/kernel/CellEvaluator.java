package asynclab.kernel;

import asynclab.coroutines.bytecode.WeaveException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.telemetry.TelemetryCollector;
import org.dflib.jjava.kernel.execution.CodeEvaluator;
import org.dflib.jjava.kernel.execution.CompilationException;
import org.dflib.jjava.kernel.execution.EvaluationInterruptedException;
import org.dflib.jjava.kernel.execution.IncompleteSourceException;
import org.jspecify.annotations.Nullable;

/// Evaluates a cell: cuts it into statements, has JShell compile each, and runs it on the thread of
/// the cells before the next one is compiled.
///
/// The caller compiles and the thread of the cells runs, so the stop button never interrupts the
/// compiler, and a thread that ignores it can be given up without harm to JShell.
final class CellEvaluator extends CodeEvaluator {
  private final CellBook book;
  private final WipedVariables wiped = new WipedVariables();
  private final CellClasses classes;
  private final CellThread thread;
  private final CellControl control;

  CellEvaluator(CellBook book, NativeOutput nativeOutput) {
    super("asynclab", -1, TimeUnit.MILLISECONDS);
    this.book = book;
    classes = new CellClasses(nativeOutput);
    thread = new CellThread(classes.loader());
    control = new CellControl(classes, thread);
  }

  @Override
  public ExecutionControlProvider getExecControlProvider() {
    return new ExecutionControlProvider() {
      @Override
      public String name() {
        return "asynclab";
      }

      @Override
      public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
        return control;
      }
    };
  }

  /// What lost its value when its type was declared again.
  WipedVariables wiped() {
    return wiped;
  }

  /// The classes of the cells.
  CellClasses classes() {
    return classes;
  }

  /// What a cell runs on.
  CellThread thread() {
    return thread;
  }

  /// The value of the last statement, or null. Called by a running cell, too: `eval(…)`, magics.
  @Override
  public @Nullable Object eval(JShell shell, String code) {
    var outer = book.passage();
    var inside = thread.isCurrent();
    if (inside) {
      thread.shield(true);
      outer.ifPresent(passage -> book.turnTo(within(passage, code), 0));
    }
    try {
      return evalAll(shell, code);
    } finally {
      if (inside) thread.shield(false);
      outer.ifPresent(passage -> book.turnTo(passage, 0));
    }
  }

  /// Text that a magic evaluates is often a part of its cell, and then keeps the cell's lines.
  private static CellBook.Passage within(CellBook.Passage outer, String code) {
    var start = outer.cell().source().indexOf(code);
    var first = start < 0 ? 1 : 1 + CellBook.lineEnds(outer.cell().source(), start);
    return new CellBook.Passage(outer.cell(), code, first);
  }

  private @Nullable Object evalAll(JShell shell, String code) {
    var analysis = shell.sourceCodeAnalysis();
    Object result = null;
    var info = analysis.analyzeCompletion(code);
    var rest = code;
    while (info.completeness().isComplete()) {
      var offset = code.length() - rest.length();
      book.passage().ifPresent(passage -> book.turnTo(passage, offset));
      // JShell counts no lines in a statement that starts with the end of one.
      result = evalSingle(shell, info.source().stripLeading());
      rest = info.remaining();
      info = analysis.analyzeCompletion(rest);
    }
    if (info.completeness() != Completeness.EMPTY) {
      throw new IncompleteSourceException(info.remaining().strip());
    }
    return result;
  }

  @Override
  protected @Nullable Object evalSingle(JShell shell, String statement) {
    var events = shell.eval(statement);
    Object result = null;
    for (var event : events) {
      if (event.status() == Status.OVERWRITTEN) {
        forget(shell, event.snippet());
      } else if (event.value() != null) {
        result = valueOf(event);
      }
    }
    wiped.watch(events).ifPresent(System.err::println);
    classes.coroutines().takeRefusal().ifPresent(refusal -> refuse(shell, events, refusal));
    for (var event : events) {
      if (event.causeSnippet() == null) requireSuccess(event, statement);
    }
    return result;
  }

  /// A method that cannot be a coroutine is no method of the cells.
  private static void refuse(JShell shell, List<SnippetEvent> events, RuntimeException refusal) {
    for (var event : events) {
      var isActive = shell.status(event.snippet()).isActive();
      if (isActive && isNamed(event, refusal)) shell.drop(event.snippet());
    }
    throw refusal;
  }

  private static boolean isNamed(SnippetEvent event, RuntimeException refusal) {
    if (!(refusal instanceof WeaveException refused)) return event.causeSnippet() == null;
    var name = Insides.className(event.snippet());
    return refused.refusals().stream()
        .anyMatch(each -> each.type().equals(name) || each.type().startsWith(name + "$"));
  }

  /// A magic without a result stands in the code as an expression whose value is this text.
  private static final String NO_RESULT = "\"__NO_MAGIC_RETURN\"";

  private @Nullable Object valueOf(SnippetEvent event) {
    var kind = event.snippet().subKind();
    var value = kind.isExecutable() ? control.take(event.value()) : event.value();
    return switch (kind) {
      case VAR_VALUE_SUBKIND, OTHER_EXPRESSION_SUBKIND, TEMP_VAR_EXPRESSION_SUBKIND ->
          NO_RESULT.equals(value) ? null : value;
      default -> null;
    };
  }

  /// Frees the code of a snippet that another has replaced, unless they share their class.
  private void forget(JShell shell, Snippet snippet) {
    shell.drop(snippet);
    var name = Insides.className(snippet);
    if (shell.snippets().map(Insides::className).noneMatch(name::equals)) classes.forget(name);
  }

  private void requireSuccess(SnippetEvent event, String statement) {
    var exception = event.exception();
    if (exception instanceof EvalException failed
        && failed.getExceptionClassName().equals(CellControl.STOPPED)) {
      throw new EvaluationInterruptedException(statement.strip());
    }
    if (exception != null) {
      var real =
          exception instanceof EvalException ? control.takeThrown().orElse(exception) : exception;
      throw new CellException(real, event.snippet());
    }
    // Something that is not defined yet may be by a later statement.
    if (event.status() != Status.RECOVERABLE_NOT_DEFINED && !event.status().isDefined()) {
      throw new CompilationException(event);
    }
  }

  @Override
  public void startThreadTelemetryCollection(TelemetryCollector<?> collector) {
    control.startStopwatch(collector);
  }

  @Override
  public void stopThreadTelemetryCollection() {
    control.endStopwatch();
  }

  /// JJava takes code that JShell cannot make sense of for complete.
  @Override
  public String isComplete(SourceCodeAnalysis analysis, String code) {
    var info = analysis.analyzeCompletion(code);
    while (info.completeness().isComplete() && info.completeness() != Completeness.UNKNOWN) {
      info = analysis.analyzeCompletion(info.remaining());
    }
    return info.completeness() == Completeness.UNKNOWN
        ? BaseKernel.IS_COMPLETE_BAD
        : super.isComplete(analysis, code);
  }

  @Override
  public void interrupt() {
    thread.stop();
  }

  @Override
  public ClassLoader getClassLoader() {
    return classes.loader();
  }
}

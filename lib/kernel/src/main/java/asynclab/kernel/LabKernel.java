package asynclab.kernel;

import asynclab.notebook.SourceLines;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import jdk.jshell.JShell;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.HelpLink;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.publish.PublishDisplayData;
import org.dflib.jjava.jupyter.messages.publish.PublishError;
import org.dflib.jjava.jupyter.messages.publish.PublishExecuteInput;
import org.dflib.jjava.jupyter.messages.publish.PublishExecuteResult;
import org.dflib.jjava.jupyter.messages.reply.ErrorReply;
import org.dflib.jjava.jupyter.messages.reply.ExecuteReply;
import org.dflib.jjava.jupyter.messages.reply.ShutdownReply;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;
import org.dflib.jjava.jupyter.messages.request.HistoryRequest;
import org.dflib.jjava.jupyter.messages.request.KernelInfoRequest;
import org.dflib.jjava.jupyter.messages.request.ShutdownRequest;
import org.dflib.jjava.kernel.JavaKernel;
import org.jspecify.annotations.Nullable;

/// The kernel of the lab: JJava's, with the answers to "run this cell", "stop" and "end" our own.
final class LabKernel extends JavaKernel {
  private final CellEvaluator evaluator;
  private final CellBook book;
  private final CellInput input;
  private final RunCells ran = new RunCells();
  private final CrashNote crashNote;
  private final History history = new History();
  private final CoroutineText coroutineText;
  private boolean first = true; // guarded by this
  private boolean documented; // of the shell channel's thread
  private final Outbox outbox;
  private final NativeOutput nativeOutput;
  private @Nullable Connection connection;
  private final ThreadNotes threadNotes = new ThreadNotes();

  LabKernel(LabKernelBuilder builder, CellEvaluator evaluator, CellInput input, JShell shell) {
    super(
        "Async Lab",
        builder.version(),
        builder.language(),
        List.of(new HelpLink("Java 25", "https://docs.oracle.com/en/java/javase/25/docs/api/")),
        null,
        input,
        builder.comms(),
        builder.renderer(),
        builder.magics(),
        builder.registry(),
        true,
        builder.styler(),
        shell,
        evaluator);
    this.evaluator = evaluator;
    this.book = builder.book();
    this.input = input;
    this.outbox = builder.outbox();
    this.nativeOutput = builder.nativeOutput();
    this.crashNote = builder.crashNote();
    book.attach(shell);
    coroutineText = new CoroutineText(shell, book, evaluator.classes());
    SourceLines.install((type, line) ->
        book.lineOf(type, line)
            .map(at -> new SourceLines.Line(at.cell().number(), at.number(), at.text())));
  }

  CellBook book() {
    return book;
  }

  CoroutineText coroutineText() {
    return coroutineText;
  }

  /// The cells that have run to their end.
  RunCells ran() {
    return ran;
  }

  /// What stands in every cell. Each line costs a run of the compiler at every start.
  private static final String IMPORTS =
      """
      import java.io.*;
      import java.math.*;
      import java.net.*;
      import java.time.*;
      import java.util.concurrent.*;
      import java.util.regex.*;
      import asynclab.kernel.Lab;
      import static asynclab.kernel.Cells.*;
      """;

  @Override
  public void onStartup() {
    Cells.renderHtml(renderer);
    super.onStartup();
    TypeIndex.putOff(getJShell());
    IMPORTS.lines().forEach(getJShell()::eval);
  }

  /// Nobody looks for extensions on our own class path: what JJava's does stands in [#IMPORTS].
  @Override
  protected void installDefaultExtensions() {}

  /// An extension in a jar that the learner adds is welcome; JJava's own is found there once more.
  @Override
  protected void installExtension(Extension extension) {
    if (!LabKernel.class.getClassLoader().equals(extension.getClass().getClassLoader())) {
      super.installExtension(extension);
    }
  }

  /// Runs one cell from its first statement to its reply.
  @Override
  protected synchronized void handleExecuteRequest(
      ShellReplyEnvironment reply, Message<ExecuteRequest> message) {
    var request = message.getContent();
    var cell = beginCell(message);
    reply.setBusyDeferIdle();
    if (!request.isSilent())
      reply.publish(new PublishExecuteInput(request.getCode(), cell.number()));
    input.attach(reply, request.isStdinEnabled());
    try {
      tellWhatToKnow();
      var result = run(cell);
      if (!request.isSilent()) ran.note(cellId(message), request.getCode());
      sendAll(cell);
      if (result != null && !request.isSilent()) {
        reply.publish(new PublishExecuteResult(cell.number(), result));
      }
      reply.reply(new ExecuteReply(cell.number(), Map.of()));
    } catch (Exception e) {
      fail(reply, cell, e, request.shouldStopOnError());
    } catch (StackOverflowError
        | OutOfMemoryError e) { // of the compiler: the cell's own are caught
      var words = "the compiler gave up on this cell: " + e;
      fail(reply, cell, new IllegalStateException(words, e), request.shouldStopOnError());
    } finally {
      input.detach(reply);
      threadNotes.ended(cell);
    }
  }

  /// Jupyter's own identity of the cell, which stays when its text changes; clients may send none.
  private static String cellId(Message<ExecuteRequest> message) {
    return String.valueOf(message.getNonNullMetadata().getOrDefault("cellId", ""));
  }

  /// On the first cell's error output, where somebody looks.
  private void tellWhatToKnow() {
    if (!first) return;
    first = false;
    crashNote.lastCrash().ifPresent(System.err::println);
    LibraryFit.fault(Path.of(""), Main.logs(), Main.archive()).ifPresent(System.err::println);
  }

  private Cell beginCell(Message<ExecuteRequest> message) {
    var request = message.getContent();
    var number = request.isSilent() ? executionCount.get() : executionCount.getAndIncrement();
    if (!request.isSilent()) history.add(number, request.getCode());
    var cell = new Cell(number, message, request.getCode(), outbox);
    commManager.setMessageContext(message);
    Origin.begin(cell);
    evaluator.thread().begin(cell);
    return cell;
  }

  @Override
  public void becomeHandlerForConnection(JupyterConnection connection) {
    this.connection = connection instanceof Connection ours ? ours : null;
    super.becomeHandlerForConnection(connection);
  }

  /// What the cell printed and showed goes out before what follows from it.
  private void sendAll(Cell cell) {
    nativeOutput.settle();
    cell.output().send();
  }

  /// What any cell has printed goes out now.
  void sendWhatWaits() {
    outbox.sendAll();
  }

  private @Nullable DisplayData run(Cell cell) {
    var source = magicsResolver.resolve(cell.source());
    book.turnTo(new CellBook.Passage(cell, source, 1), 0);
    return this.<Object>evalBuilder(source).renderResults().eval();
  }

  /// With `stopOthers`, cells that wait for their turn ("Run all") do not run after this one. They
  /// are taken out of the queue before the client hears of the error and may send the next.
  private void fail(ShellReplyEnvironment reply, Cell cell, Exception e, boolean stopOthers) {
    var queue = Objects.requireNonNull(connection);
    var others = stopOthers ? queue.takeWaitingCells() : List.<Message<?>>of();
    sendAll(cell);
    var error = describe(e);
    reply.publish(new PublishError(error.name(), error.message(), error.lines()));
    var answer = new ErrorReply(error.name(), error.message(), error.lines());
    answer.setExecutionCount(cell.number());
    reply.replyError(ExecuteReply.MESSAGE_TYPE.error(), answer);
    others.forEach(queue::abort);
  }

  private ErrorText describe(Exception e) {
    return ErrorText.of(e, new ErrorText.Context(getJShell(), book, evaluator.wiped()));
  }

  @Override
  public void display(DisplayData data) {
    var _ = Cells.publish(new PublishDisplayData(data));
  }

  /// The stop button.
  @Override
  public void interrupt() {
    evaluator.interrupt();
  }

  @Override
  protected void handleKernelInfoRequest(
      ShellReplyEnvironment reply, Message<KernelInfoRequest> message) {
    reply.setBusyDeferIdle();
    reply.reply(new Answers.Info(this));
  }

  @Override
  protected void handleHistoryRequest(
      ShellReplyEnvironment reply, Message<HistoryRequest> message) {
    reply.setBusyDeferIdle();
    reply.reply(Answers.past(message, history.answer(message.getContent())));
  }

  @Override
  public @Nullable DisplayData inspect(String code, int at, boolean detailed) {
    if (!documented) Insides.addSources(getJShell().sourceCodeAnalysis(), Main.sources());
    documented = true;
    return Inspection.inspect(getJShell(), code, at);
  }

  /// A magic by JJava, everything else by us.
  @Override
  public @Nullable ReplacementOptions complete(String code, int at) {
    var line = code.substring(code.lastIndexOf('\n', at - 1) + 1, at);
    return line.startsWith("%")
        ? super.complete(code, at)
        : Inspection.complete(getJShell(), code, at);
  }

  /// Answers, and ends the process whatever threads the learner left behind.
  @Override
  protected void handleShutdownRequest(
      ShellReplyEnvironment reply, Message<ShutdownRequest> message) {
    reply.setStatusBusy();
    reply.reply(
        message.getContent().isRestart()
            ? ShutdownReply.SHUTDOWN_AND_RESTART
            : ShutdownReply.SHUTDOWN);
    reply.setStatusIdle();
    onShutdown(message.getContent().isRestart());
    crashNote.remove();
    Main.end();
  }
}

package asynclab.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jdk.jshell.JShell;
import org.dflib.jjava.jupyter.messages.ContentType;
import org.dflib.jjava.jupyter.messages.Header;
import org.dflib.jjava.jupyter.messages.MessageContext;
import org.dflib.jjava.jupyter.messages.publish.PublishStream;

/// Cells without a front end: what they publish is kept.
final class Notebook {
  final List<String> published = new ArrayList<>();
  final Outbox outbox = new Outbox(this::publish);
  final CellBook book = new CellBook();
  final CellEvaluator evaluator = new CellEvaluator(book, new NativeOutput(outbox));
  private int cells;

  private final JShell shell =
      JShell.builder()
          .executionEngine(evaluator.getExecControlProvider(), Map.of())
          .idGenerator((snippet, index) -> {
            book.enter(snippet);
            return String.valueOf(index);
          })
          .build();

  Notebook() {
    book.attach(shell);
  }

  Cell cell(String source) {
    return new Cell(++cells, new Nobody(), source, outbox);
  }

  /// Runs a cell.
  Object run(String source) {
    var cell = cell(source);
    Origin.begin(cell);
    evaluator.thread().begin(cell);
    book.turnTo(new CellBook.Passage(cell, source, 1), 0);
    return evaluator.eval(shell, source);
  }

  private synchronized void publish(Cell cell, ContentType<?> content) {
    var words =
        content instanceof PublishStream text ? text.getText() : content.getClass().getSimpleName();
    published.add(cell.number() + ": " + words);
  }

  private record Nobody() implements MessageContext {
    @Override
    public List<byte[]> getIdentities() {
      return List.of();
    }

    @Override
    public Header<?> getHeader() {
      throw new UnsupportedOperationException("nobody asks for it");
    }
  }
}

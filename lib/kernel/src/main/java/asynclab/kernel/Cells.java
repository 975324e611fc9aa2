package asynclab.kernel;

import asynclab.notebook.Html;
import java.io.FileDescriptor;
import java.util.Optional;
import org.dflib.jjava.jupyter.channels.JupyterSocket;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.dflib.jjava.jupyter.messages.ContentType;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.publish.PublishDisplayData;
import org.dflib.jjava.jupyter.messages.publish.PublishStream;
import org.dflib.jjava.jupyter.messages.publish.PublishStream.StreamType;
import org.dflib.jjava.jupyter.messages.publish.PublishUpdateDisplayData;
import org.jspecify.annotations.Nullable;

/// What every cell may call without an import, and how anything reaches a cell.
public final class Cells {
  private static volatile Optional<Cell> last = Optional.empty();
  private static volatile @Nullable JupyterSocket publisher;

  private Cells() {}

  /// Shows a value below the cell, in the middle of its text or at its end, and returns nothing: a
  /// cell that ends with `show(x);` shows it once.
  public static void show(@Nullable Object value) {
    var kernel = BaseKernel.notebookKernel();
    display(kernel, kernel.getRenderer().render(value == null ? "null" : value));
  }

  /// Replaces what `display` showed under this identity, from any thread, at any time.
  public static void updateDisplay(String id, @Nullable Object value) {
    var kernel = BaseKernel.notebookKernel();
    var data = kernel.getRenderer().render(value == null ? "null" : value);
    publish(new PublishUpdateDisplayData(data.setDisplayId(id)));
  }

  /// Takes over what is printed; the terminal gets it only while there is no cell.
  static void install(LabKernel kernel, JupyterSocket socket) {
    publisher = socket;
    System.setIn(kernel.getIO().in);
    System.setOut(CellOutput.stream(text -> print(StreamType.OUT, text), FileDescriptor.out));
    System.setErr(CellOutput.stream(text -> print(StreamType.ERR, text), FileDescriptor.err));
  }

  static void begin(Cell cell) {
    last = Optional.of(cell);
  }

  static void display(BaseKernel kernel, DisplayData data) {
    if (!publish(new PublishDisplayData(data))) {
      throw new IllegalStateException("show(…) needs a cell to show in, and none has run yet");
    }
  }

  private static boolean print(StreamType stream, String text) {
    return publish(new PublishStream(stream, text));
  }

  private static <T extends ContentType<T>> boolean publish(T content) {
    var cell = last;
    var socket = publisher;
    if (cell.isEmpty() || socket == null) return false;
    socket.sendMessage(new Message<>(cell.get().context(), content.getType(), content));
    return true;
  }

  /// Teaches the kernel to show an [Html] as HTML, with its plain words beside it.
  static void renderHtml(Renderer renderer) {
    renderer
        .createRegistration(Html.class)
        .preferring(MIMEType.TEXT_HTML)
        .register((value, context) -> {
          context.renderIfRequested(MIMEType.TEXT_HTML, () -> (Object) value.html());
          context.getOutputContainer().putText(value.text());
        });
  }
}

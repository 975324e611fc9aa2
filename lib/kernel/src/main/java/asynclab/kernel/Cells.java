package asynclab.kernel;

import asynclab.notebook.Html;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.publish.PublishDisplayData;
import org.dflib.jjava.jupyter.messages.publish.PublishStream;
import org.jspecify.annotations.Nullable;

/// What every cell may call without an import, and how anything reaches a cell.
///
/// A message names the cell it belongs to by its context; here that is the cell executed last, from
/// whichever thread, at whatever time.
public final class Cells {
  private Cells() {}

  /// Shows a value below the cell, in the middle of its text or at its end, and returns nothing: a
  /// cell that ends with `show(x);` shows it once.
  public static void show(@Nullable Object value) {
    var kernel = BaseKernel.notebookKernel();
    var data = kernel.getRenderer().render(value == null ? "null" : value);
    var context = Insides.lastCell(kernel);
    var publisher = Insides.publisher(kernel);
    if (context.isEmpty() || publisher.isEmpty()) {
      throw new IllegalStateException("show(…) needs a cell to show in, and none has run yet");
    }
    var content = new PublishDisplayData(data);
    publisher
        .get()
        .sendMessage(new Message<>(context.get(), PublishDisplayData.MESSAGE_TYPE, content));
  }

  /// Sends text to the cell executed last; false if there is none, or no client.
  static boolean print(BaseKernel kernel, PublishStream.StreamType stream, String text) {
    var context = Insides.lastCell(kernel);
    var publisher = Insides.publisher(kernel);
    if (context.isEmpty() || publisher.isEmpty()) {
      return false;
    }
    var content = new PublishStream(stream, text);
    publisher.get().sendMessage(new Message<>(context.get(), PublishStream.MESSAGE_TYPE, content));
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

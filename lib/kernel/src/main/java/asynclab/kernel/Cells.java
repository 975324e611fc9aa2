package asynclab.kernel;

import asynclab.notebook.Display;
import asynclab.notebook.Html;
import java.util.UUID;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.BaseNotebookStatics;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.dflib.jjava.jupyter.messages.ContentType;
import org.dflib.jjava.jupyter.messages.publish.PublishDisplayData;
import org.dflib.jjava.jupyter.messages.publish.PublishUpdateDisplayData;
import org.dflib.jjava.kernel.JavaKernel;
import org.jspecify.annotations.Nullable;

/// What every cell may call without an import.
public final class Cells extends BaseNotebookStatics {
  private Cells() {}

  /// The kernel itself.
  public static JavaKernel kernel() {
    return (JavaKernel) BaseKernel.notebookKernel();
  }

  /// Shows a value below the cell, in the middle of its text or at its end, and returns nothing: a
  /// cell that ends with `show(x);` shows it once. From any thread, at any time: it stands below
  /// the cell that started the thread.
  public static void show(@Nullable Object value) {
    publish(new PublishDisplayData(rendered(value)));
  }

  /// Replaces what `display` showed under this identity, from any thread, at any time.
  public static void updateDisplay(String id, @Nullable Object value) {
    publish(new PublishUpdateDisplayData(rendered(value).setDisplayId(id)));
  }

  /// What [Screen#open] opens in a notebook.
  static Display live(Html first) {
    var data = render(first).setDisplayId(UUID.randomUUID().toString());
    var cell = publish(new PublishDisplayData(data));
    return new LiveDisplay(cell, String.valueOf(data.getDisplayId()), Cells::rendered);
  }

  /// Shows `content` after all that the calling thread has printed; returns the cell it stands in.
  static Cell publish(ContentType<?> content) {
    var cell = Origin.cell();
    if (cell == null) {
      throw new IllegalStateException("show(…) needs a cell to show in, and none has run yet");
    }
    ThreadLines.endOwn();
    cell.output().show(content);
    return cell;
  }

  private static DisplayData rendered(@Nullable Object value) {
    return BaseKernel.notebookKernel().getRenderer().render(value == null ? "null" : value);
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

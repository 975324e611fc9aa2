package asynclab.kernel;

import asynclab.notebook.Display;
import asynclab.notebook.Html;
import java.util.Objects;
import java.util.function.Function;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.messages.publish.PublishUpdateDisplayData;
import org.jspecify.annotations.Nullable;

/// A picture below a cell that is replaced where it stands, at most once a batch of the [Outbox].
final class LiveDisplay implements Display {
  private final Cell cell;
  private final String id;
  private final Function<Html, DisplayData> renderer;
  private @Nullable Html next; // guarded by this

  LiveDisplay(Cell cell, String id, Function<Html, DisplayData> renderer) {
    this.cell = cell;
    this.id = id;
    this.renderer = renderer;
  }

  /// Only the value that is newest when the batch goes out is drawn and sent.
  @Override
  public void set(Html value) {
    synchronized (this) {
      var isWaiting = next != null;
      next = value;
      if (isWaiting) return;
    }
    cell.output().showLater(this::take);
  }

  private PublishUpdateDisplayData take() {
    Html value;
    synchronized (this) {
      value = Objects.requireNonNull(next);
      next = null;
    }
    return new PublishUpdateDisplayData(renderer.apply(value).setDisplayId(id));
  }
}

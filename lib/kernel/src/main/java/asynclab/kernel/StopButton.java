package asynclab.kernel;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The tasks JJava cancels when the stop button is pressed, in a map that remembers the press.
///
/// JJava keeps what runs in a map and cancels what is in it. A press that comes while the next
/// statement of the cell is still being compiled finds the map empty and would be lost: the
/// statement then starts, and waits for ever. Here it is cancelled as soon as it comes in.
///
/// The press is noted before anything is cancelled, and a task is entered before we look for a
/// press, so whichever comes first, one of the two sees the other.
final class StopButton extends ConcurrentHashMap<String, Future<Object>> {
  private static final long serialVersionUID = 1;

  private final transient Supplier<? extends Optional<?>> cell;
  private transient volatile Optional<?> stopped = Optional.empty();

  /// @param cell what stands for the cell executed last; another object for each cell
  StopButton(Supplier<? extends Optional<?>> cell) {
    this.cell = cell;
  }

  /// JJava calls this for a press of the button, and for nothing else.
  @Override
  public void forEach(BiConsumer<? super String, ? super Future<Object>> action) {
    stopped = cell.get();
    super.forEach(action);
  }

  /// JJava calls this for each statement of a cell.
  @Override
  public @Nullable Future<Object> put(String id, Future<Object> task) {
    var before = super.put(id, task);
    if (stopped.isPresent() && stopped.equals(cell.get())) {
      task.cancel(true);
    }
    return before;
  }
}

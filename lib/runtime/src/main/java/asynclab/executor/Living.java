package asynclab.executor;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// All tasks that have not ended, in the order of their births; the links lie in the tasks.
final class Living {
  private static final int NAMED_MAX = 8;

  private @Nullable Task<?> first;
  private @Nullable Task<?> last;
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  void add(Task<?> task) {
    task.previousLiving = last;
    if (last == null) first = task;
    else last.nextLiving = task;
    last = task;
    size++;
  }

  void remove(Task<?> task) {
    var before = task.previousLiving;
    var after = task.nextLiving;
    if (before == null) first = after;
    else before.nextLiving = after;
    if (after == null) last = before;
    else after.previousLiving = before;
    task.previousLiving = null;
    task.nextLiving = null;
    size--;
  }

  /// The action may remove the task that it is given.
  void forEach(Consumer<Task<?>> action) {
    for (var task = first; task != null; ) {
      var next = task.nextLiving;
      action.accept(task);
      task = next;
    }
  }

  List<String> names() {
    var names = new ArrayList<String>();
    forEach(task -> names.add(task.toString()));
    return names;
  }

  /// The first of them, and how many more there are.
  @Override
  public String toString() {
    var text = new StringJoiner("; ");
    var named = 0;
    for (var task = first; task != null && named < NAMED_MAX; task = task.nextLiving) {
      text.add(task.toString());
      named++;
    }
    return size > named ? text + "; and " + (size - named) + " more" : text.toString();
  }
}

package asynclab.sync;

import org.jspecify.annotations.Nullable;

/// Those who wait, in the order in which they came. The links lie in them, so that whoever gives up
/// leaves at once, wherever they stand.
///
/// Threads: whoever holds the thing's lock.
final class Line<W extends Waiting<?>> {
  private @Nullable W first;
  private @Nullable W last;
  private int size;

  int size() {
    return size;
  }

  @Nullable W first() {
    return first;
  }

  void enter(W waiting) {
    waiting.standsIn = this;
    waiting.ahead = last;
    if (last == null) first = waiting;
    else last.behind = waiting;
    last = waiting;
    size++;
  }

  /// The first, who leaves; null when nobody waits.
  @Nullable W next() {
    var next = first;
    if (next != null) remove(next);
    return next;
  }

  @SuppressWarnings("unchecked") // who stands in this line is a W, and so are both neighbours
  void remove(Waiting<?> waiting) {
    var ahead = (W) waiting.ahead;
    var behind = (W) waiting.behind;
    if (ahead == null) first = behind;
    else ahead.behind = behind;
    if (behind == null) last = ahead;
    else behind.ahead = ahead;
    waiting.standsIn = null;
    waiting.ahead = null;
    waiting.behind = null;
    size--;
  }
}

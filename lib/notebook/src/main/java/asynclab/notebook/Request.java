package asynclab.notebook;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What became of one request of a [Job]; times are `System.nanoTime()`, guarded by the job.
final class Request {
  static final long NEVER = Long.MIN_VALUE;

  final int number;
  final long delayMillis;
  long begun = NEVER;
  long waited = NEVER;
  long received = NEVER;
  long answered = NEVER;

  /// Who went on with the answer.
  @Nullable Thread thread;

  Optional<Runnable> cancel = Optional.empty();

  Request(int number, List<Long> delays) {
    this(number, delays.get(number));
  }

  private Request(int number, long delayMillis) {
    this.number = number;
    this.delayMillis = delayMillis;
  }

  Request copy() {
    var copy = new Request(number, delayMillis);
    copy.begun = begun;
    copy.waited = waited;
    copy.received = received;
    copy.answered = answered;
    copy.thread = thread;
    copy.cancel = cancel;
    return copy;
  }

  String name() {
    return "R" + number;
  }
}

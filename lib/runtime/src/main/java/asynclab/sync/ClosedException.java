package asynclab.sync;

import java.io.Serial;

/// What was asked for will never come, because the thing was closed.
public final class ClosedException extends IllegalStateException {
  @Serial private static final long serialVersionUID = 1;

  ClosedException(String message) {
    super(message);
  }
}

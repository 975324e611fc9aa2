package asynclab.notebook.checks;

import java.io.IOException;

/// The exercise `04b.remaining`: wait as long as was asked, signals or not.
@FunctionalInterface
public interface RemainingTime {
  /// Waits at most `nanos` nanoseconds in all; -1 is no limit.
  ///
  /// @return the number of events, 0 when the time is over
  int await(Kernel kernel, long nanos) throws IOException;
}

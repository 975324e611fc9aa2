package asynclab.executor;

import java.io.IOException;
import java.time.Duration;

/// A reactor of which nothing comes by itself: an executor on the same thread calls [#turn], to
/// look and to sleep.
///
/// Threads: that of the executor; [#wakeup] may come from any other.
public interface LoopReactor extends Reactor, AutoCloseable {
  /// Wakes all whose source is ready or whose deadline has come; waits for the first of them, at
  /// most for `patience`. It may end early.
  ///
  /// @param patience zero does not wait, [asynclab.poll.Poll#FOREVER] waits without end
  void turn(Duration patience) throws IOException;

  /// Ends the wait of a turn, or else of the next one.
  void wakeup();

  /// Closes the event queue, and the poller beneath.
  @Override
  void close() throws IOException;
}

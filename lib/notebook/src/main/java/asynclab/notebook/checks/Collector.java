package asynclab.notebook.checks;

import asynclab.poll.Poll;
import asynclab.poll.TcpStream;
import java.io.IOException;
import java.util.List;

/// The exercise `04.finish-once`: wait for streams until each has ended.
@FunctionalInterface
public interface Collector {
  /// Waits until every stream has ended.
  ///
  /// @param poll where stream `i` is registered, edge-triggered, with `Token(i)`
  /// @param streams the streams
  /// @return their indices in the order in which they ended, each once; a reset is an end
  List<Integer> collect(Poll poll, List<TcpStream> streams) throws IOException;
}

package asynclab.notebook.checks;

import java.io.IOException;

/// The exercise `delay.stop`: a delay server that can be ended with requests under way.
public interface Stop {
  /// Starts to listen on a free port of the loopback interface, and answers with that port.
  int start() throws IOException;

  /// Ends everything: every client gets an answer or an end, no thread and no descriptor stays.
  void stop() throws Exception;
}

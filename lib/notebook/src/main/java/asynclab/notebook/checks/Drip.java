package asynclab.notebook.checks;

import java.io.IOException;
import java.io.OutputStream;

/// The exercise `delay.drip`: an answer whose body arrives in pieces.
@FunctionalInterface
public interface Drip {
  /// Writes one HTTP answer with `body`, of which `pieceBytes` leave at a time.
  ///
  /// @param client keeps what is written until it is flushed
  void answer(OutputStream client, byte[] body, int pieceBytes) throws IOException;
}

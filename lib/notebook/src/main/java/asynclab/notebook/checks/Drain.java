package asynclab.notebook.checks;

import asynclab.poll.TcpStream;
import java.io.IOException;

/// The exercise `04b.drain`: take all there is at one edge.
@FunctionalInterface
public interface Drain {
  /// Called once for each edge. Appends everything that can be read now, without waiting. The text
  /// is ASCII: one byte, one character.
  ///
  /// @return whether the stream has ended
  boolean drain(TcpStream stream, StringBuilder into) throws IOException;
}

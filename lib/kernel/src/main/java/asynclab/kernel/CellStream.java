package asynclab.kernel;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.dflib.jjava.jupyter.messages.publish.PublishStream.StreamType;

/// `System.out` or `System.err`, once and for all cells: a stream kept in one cell is good in every
/// other. What comes before the first cell goes to the terminal of the server.
final class CellStream extends OutputStream {
  private final StreamType stream;
  private final Outbox outbox;
  private final OutputStream terminal;

  private CellStream(StreamType stream, Outbox outbox, OutputStream terminal) {
    this.stream = stream;
    this.outbox = outbox;
    this.terminal = terminal;
  }

  static PrintStream open(StreamType stream, Outbox outbox, OutputStream terminal) {
    return new PrintStream(new CellStream(stream, outbox, terminal), true, StandardCharsets.UTF_8);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    var cell = Origin.cell();
    if (cell == null) {
      terminal.write(bytes, offset, length);
    } else {
      ThreadLines.own().write(cell, outbox, stream, bytes, offset, length);
    }
  }
}

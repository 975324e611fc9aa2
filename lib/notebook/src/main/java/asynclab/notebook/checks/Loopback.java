package asynclab.notebook.checks;

import asynclab.poll.Events;
import asynclab.poll.Interest;
import asynclab.poll.Poll;
import asynclab.poll.TcpListener;
import asynclab.poll.TcpStream;
import asynclab.poll.Token;
import asynclab.syscalls.Sockets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// One real connection within this process: the learner has `near`, the check has `far`.
record Loopback(TcpStream near, TcpStream far) implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final int SO_RCVLOWAT = 18; // socket(7)

  static Loopback connect() throws IOException {
    try (var listener = TcpListener.loopback();
        var poll = Poll.open()) {
      var far = TcpStream.connect(listener.address());
      poll.registry().register(listener, new Token(0), Interest.READABLE);
      poll.poll(Events.withCapacity(1), PATIENCE);
      var near = listener.accept();
      if (near.isPresent()) {
        far.noDelay(true);
        return new Loopback(near.get(), far);
      }
      far.close();
      throw new IOException("no connection to this machine's own loopback address");
    }
  }

  void say(String text) throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    var took = far.write(ByteBuffer.allocateDirect(bytes.length).put(bytes).flip());
    if (took < bytes.length) {
      throw new IOException("the kernel took %d of %d bytes".formatted(took, bytes.length));
    }
  }

  /// Says so many bytes, or as many as the kernel takes, and how many those were.
  int sayAsMuchAs(int count) throws IOException {
    var bytes = ByteBuffer.allocateDirect(count);
    while (bytes.hasRemaining()) {
      if (far.write(bytes) == TcpStream.WOULD_BLOCK) break;
    }
    return bytes.position();
  }

  void end() throws IOException {
    far.close();
  }

  /// Ends with a reset instead of an orderly end.
  void reset() throws IOException {
    Sockets.resetOnClose(far.fd());
    far.close();
  }

  /// Waits until this many bytes have arrived that nobody has read, or the end.
  ///
  /// The kernel may bring them in several pieces; below its low-water mark a socket is not
  /// readable.
  void awaitBytes(int count) throws IOException {
    Sockets.setsockopt(near.fd(), Sockets.SOL_SOCKET, SO_RCVLOWAT, count);
    try (var poll = Poll.open()) {
      poll.registry().register(near, new Token(0), Interest.READABLE);
      poll.poll(Events.withCapacity(1), PATIENCE);
    }
    Sockets.setsockopt(near.fd(), Sockets.SOL_SOCKET, SO_RCVLOWAT, 1);
  }

  /// Waits until the end has arrived too.
  void awaitEnd() throws IOException {
    try (var poll = Poll.open()) {
      poll.registry().register(near, new Token(0), Interest.READABLE.edge());
      var events = Events.withCapacity(1);
      for (var turn = 0; turn < 9; turn++) {
        poll.poll(events, PATIENCE);
        for (var event : events) {
          if (event.isReadClosed()) {
            return;
          }
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    far.close();
    near.close();
  }
}

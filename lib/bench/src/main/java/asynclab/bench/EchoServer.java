package asynclab.bench;

import asynclab.poll.Events;
import asynclab.poll.Interest;
import asynclab.poll.Poll;
import asynclab.poll.TcpListener;
import asynclab.poll.TcpStream;
import asynclab.poll.Token;
import asynclab.poll.Wakeup;
import asynclab.syscalls.Errno;
import asynclab.syscalls.SyscallException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Sends back what it receives: one thread, one [Poll], one buffer for all connections.
///
/// Some facts that decide its shape. A message that arrives in one piece costs one read and one
/// write, and no object. What the kernel does not take stays with its connection, which is not read
/// before that is sent: a caller who never reads costs one buffer at most. Connections are
/// edge-triggered, as mio's are in `peers/rust`: a level-triggered queue looks again, in the next
/// wait, at every socket that it reported in the last.
public final class EchoServer implements Echo {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int READS_MAX = 16;
  private static final Interest BOTH = Interest.READABLE.and(Interest.WRITABLE).edge();
  private static final Token LISTENER = new Token(-1);
  private static final Token STOP = new Token(-2);

  private final Poll poll;
  private final TcpListener listener;
  private final Wakeup stop;
  private final Events events = Events.withCapacity(1024);
  private final MemorySegment buffer;
  private final List<@Nullable Connection> connections = new ArrayList<>(); // a token is an index
  private final ArrayDeque<Token> freeTokens = new ArrayDeque<>();

  private EchoServer(Poll poll, TcpListener listener, int bufferBytes) throws IOException {
    this.poll = poll;
    this.listener = listener;
    this.buffer = Arena.ofAuto().allocate(bufferBytes, 64);
    this.stop = Wakeup.of(poll.registry(), STOP);
    poll.registry().register(listener, LISTENER, Interest.READABLE);
  }

  /// Serves `127.0.0.1:PORT` until it is killed.
  public static void main(String... args) throws IOException {
    if (args.length != 1 || !args[0].matches("\\d{1,5}") || Integer.parseInt(args[0]) > 65535) {
      System.err.println("EchoServer needs one argument: the port to listen on, 0 to 65535");
      System.exit(2);
    }
    try (var server = open(Integer.parseInt(args[0]))) {
      System.out.println("echo on 127.0.0.1:" + server.port());
      server.run();
    }
  }

  /// A server that listens on this machine's loopback address; port 0 takes any that is free.
  public static EchoServer open(int port) throws IOException {
    return open(port, BUFFER_BYTES);
  }

  /// With another buffer: for the test of what a full one leads to.
  static EchoServer open(int port, int bufferBytes) throws IOException {
    var poll = Poll.open();
    try {
      var address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
      return new EchoServer(poll, TcpListener.bind(address), bufferBytes);
    } catch (IOException e) {
      poll.close();
      throw e;
    }
  }

  @Override
  public int port() throws IOException {
    return listener.port();
  }

  @Override
  public void run() throws IOException {
    var running = true;
    while (running) running = turn();
  }

  /// One wait, and what it brought. A method of its own, because the JIT compiles it as a whole and
  /// then makes no iterator; false when there is to be no other turn.
  private boolean turn() throws IOException {
    poll.poll(events, Poll.FOREVER);
    for (var event : events) {
      var token = event.token();
      if (token.equals(STOP)) return false;
      if (token.equals(LISTENER)) accept();
      else serve(connections.get((int) token.value()), event.isReadClosed());
    }
    return true;
  }

  @Override
  public void stop() {
    stop.wake();
  }

  private void accept() throws IOException {
    var accepted = listener.accept();
    if (accepted.isEmpty()) return; // the caller has given up already
    var stream = accepted.get();
    stream.noDelay(true);
    var token = freeTokens.isEmpty() ? new Token(connections.size()) : freeTokens.pop();
    var connection = new Connection(stream, token);
    if (token.value() == connections.size()) connections.add(connection);
    else connections.set((int) token.value(), connection);
    poll.registry().register(stream, token, BOTH);
  }

  /// Goes on until there is nothing to read or no room to write, for that is when the next event
  /// comes; but after some reads it is the others' turn.
  private void serve(Connection connection, boolean readClosed) throws IOException {
    try {
      for (var reads = 0; reads < READS_MAX; reads++) {
        if (!sendRest(connection)) return;
        var count = connection.stream.read(buffer);
        if (count == TcpStream.WOULD_BLOCK) return;
        if (count == TcpStream.END) {
          end(connection);
          return;
        }
        send(connection, count);
        // A buffer that is not full has emptied the socket, and later bytes are another event. The
        // end may have come with these very bytes: then there is no other event for it.
        if (count < buffer.byteSize() && !readClosed) return;
      }
      poll.registry().reregister(connection.stream, connection.token, BOTH); // reports what is left
    } catch (SyscallException e) {
      if (e.errno() != Errno.ECONNRESET && e.errno() != Errno.EPIPE) throw e;
      end(connection); // the caller hung up without reading its answers
    }
  }

  private void send(Connection connection, int count) throws IOException {
    var sent = Math.max(0, connection.stream.write(buffer, count)); // WOULD_BLOCK sent nothing
    if (sent == count) return;
    var rest = buffer.asSlice(sent, count - sent);
    connection.rest = Arena.ofAuto().allocate(rest.byteSize()).copyFrom(rest);
  }

  /// Sends what is left from before; says whether that was all of it.
  private boolean sendRest(Connection connection) throws IOException {
    var rest = connection.rest;
    if (rest.byteSize() == 0) return true;
    var sent = Math.max(0, connection.stream.write(rest, rest.byteSize()));
    connection.rest = rest.asSlice(sent);
    return sent == rest.byteSize();
  }

  private void end(Connection connection) throws IOException {
    connections.set((int) connection.token.value(), null);
    freeTokens.push(connection.token);
    connection.stream.close();
  }

  @Override
  public void close() throws IOException {
    for (var connection : connections) if (connection != null) connection.stream.close();
    listener.close();
    poll.close();
  }

  /// One caller, and what the kernel had no room for yet.
  private static final class Connection {
    final TcpStream stream;
    final Token token;
    MemorySegment rest = MemorySegment.NULL;

    Connection(TcpStream stream, Token token) {
      this.stream = stream;
      this.token = token;
    }
  }
}

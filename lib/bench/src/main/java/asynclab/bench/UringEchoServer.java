package asynclab.bench;

import asynclab.completion.BufferRing;
import asynclab.completion.Completion;
import asynclab.completion.CompletionQueue;
import asynclab.completion.Completions;
import asynclab.completion.Endpoint;
import asynclab.completion.UringQueue;
import asynclab.syscalls.Errno;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Sends back what it receives: one thread, one [UringQueue], one system call for many messages.
///
/// Some facts that decide its shape. Each connection has one receive that completes again and again
/// (multishot), into buffers that the kernel takes from a ring, and the answer is sent from the
/// very buffer; so a message costs 64 bytes written into one ring, and two times 16 read from
/// another. Two sends on one socket could overtake each other, so there is one at a time. What
/// comes meanwhile is copied, for the ring's buffers are everybody's; and a caller who does not
/// read is not received from any more until all is sent.
public final class UringEchoServer implements Echo {
  private static final int BUFFERS = 256;
  private static final int BUFFER_BYTES = 4096;
  private static final int REST_MAX = 1 << 16;
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final int ACCEPT = 0;
  private static final int RECV = 1;
  private static final int SEND = 2;
  private static final int CANCEL = 3;
  private static final int OP_BITS = 2;

  private final UringQueue queue;
  private final Endpoint listener;
  private final Completions done = Completions.withCapacity(1024);
  private final BufferRing buffers;
  private final List<@Nullable Connection> connections = new ArrayList<>(); // by token
  private final ArrayDeque<Integer> freeIndices = new ArrayDeque<>();
  private final ArrayDeque<Connection> starved = new ArrayDeque<>(); // of a buffer
  private volatile boolean stopped;

  private UringEchoServer(UringQueue queue, Endpoint listener, int bufferBytes) throws IOException {
    this.queue = queue;
    this.listener = listener;
    this.buffers = queue.bufferRing(BUFFERS, bufferBytes);
  }

  /// Serves `127.0.0.1:PORT` until it is killed.
  public static void main(String... args) throws IOException {
    if (args.length != 1 || !args[0].matches("\\d{1,5}") || Integer.parseInt(args[0]) > 65535) {
      System.err.println("UringEchoServer needs one argument: the port to listen on, 0 to 65535");
      System.exit(2);
    }
    try (var server = open(Integer.parseInt(args[0]))) {
      System.out.println("echo on 127.0.0.1:" + server.port());
      server.run();
    }
  }

  /// A server that listens on this machine's loopback address, for the calling thread to run; port
  /// 0 takes any that is free.
  public static UringEchoServer open(int port) throws IOException {
    return open(port, BUFFER_BYTES);
  }

  /// With other buffers: for the test of what small ones lead to.
  static UringEchoServer open(int port, int bufferBytes) throws IOException {
    var queue = UringQueue.open();
    try {
      var address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
      return new UringEchoServer(queue, Endpoint.listen(address), bufferBytes);
    } catch (IOException e) {
      queue.close();
      throw e;
    }
  }

  @Override
  public int port() throws IOException {
    return listener.address().getPort();
  }

  @Override
  public void run() throws IOException {
    queue.acceptMultishot(listener, ACCEPT);
    while (!stopped) turn();
  }

  /// One wait, and what it brought. A method of its own, because the JIT compiles it as a whole.
  private void turn() throws IOException {
    queue.await(done, CompletionQueue.FOREVER);
    for (var i = 0; i < done.count(); i++) {
      var each = done.get(i);
      var index = (int) (each.token() >>> OP_BITS);
      switch ((int) each.token() & CANCEL) {
        case ACCEPT -> accepted(each);
        case RECV -> received(connections.get(index), each);
        case SEND -> sent(connections.get(index), each.result());
        default -> {} // a cancellation: what it cancelled is told, too
      }
    }
  }

  @Override
  public void stop() {
    stopped = true;
    queue.wakeup();
  }

  private void accepted(Completion accept) throws IOException {
    if (accept.result() == -Errno.EMFILE.code()) {
      queue.timeout(PAUSE, ACCEPT); // no descriptor is left: the callers wait, and so do we
      return;
    }
    if (!accept.hasMore()) queue.acceptMultishot(listener, ACCEPT);
    if (accept.isError()) return; // the caller has given up, or the pause is over
    var socket = Endpoint.of(accept.result());
    socket.noDelay(true);
    var index = freeIndices.isEmpty() ? connections.size() : freeIndices.pop();
    var connection = new Connection(socket, index);
    if (index == connections.size()) connections.add(connection);
    else connections.set(index, connection);
    receive(connection);
  }

  private void receive(Connection connection) throws IOException {
    connection.receiving = true;
    queue.recvMultishot(connection.socket, buffers, connection.token | RECV);
  }

  private void received(Connection connection, Completion recv) throws IOException {
    if (!recv.hasMore()) connection.receiving = false;
    if (recv.result() > 0) {
      if (connection.isSending()) keep(connection, recv);
      else send(connection, recv.buffer(), recv.result());
      if (recv.hasMore()) return;
    } else if (recv.result() != -Errno.ECANCELED.code() && recv.result() != -Errno.ENOBUFS.code()) {
      connection.ended = true; // the caller has hung up, in an orderly way or not
    }
    if (recv.result() == -Errno.ENOBUFS.code()) starved.add(connection);
    else goOn(connection);
  }

  private void send(Connection connection, int buffer, int count) throws IOException {
    connection.buffer = buffer;
    send(connection, buffers.get(buffer), count);
  }

  private void send(Connection connection, MemorySegment bytes, int count) throws IOException {
    connection.sending = bytes;
    connection.left = count;
    queue.send(connection.socket, bytes, count, connection.token | SEND);
  }

  /// Copies what came while an answer is under way, and gives the buffer back.
  private void keep(Connection connection, Completion recv) throws IOException {
    connection.add(buffers.get(recv.buffer()), recv.result());
    buffers.giveBack(recv.buffer());
    if (connection.rest.byteSize() < REST_MAX || !connection.receiving || connection.paused) return;
    connection.paused = true; // the caller does not read
    queue.cancel(connection.token | RECV, connection.token | CANCEL);
  }

  private void sent(Connection connection, int result) throws IOException {
    var isAll = result == connection.left;
    if (result > 0 && !isAll) {
      send(connection, connection.sending.asSlice(result), connection.left - result);
      return;
    }
    if (connection.buffer >= 0) buffers.giveBack(connection.buffer);
    connection.buffer = -1;
    connection.left = 0;
    if (result <= 0) hangUp(connection);
    if (!starved.isEmpty()) feed();
    goOn(connection);
  }

  /// The caller is gone: nothing more is sent, nor received.
  private void hangUp(Connection connection) throws IOException {
    connection.ended = true;
    connection.rest = MemorySegment.NULL;
    if (connection.receiving) queue.cancel(connection.token | RECV, connection.token | CANCEL);
  }

  /// There are buffers again.
  private void feed() throws IOException {
    for (var next = starved.poll(); next != null; next = starved.poll()) goOn(next);
  }

  /// What comes next: the rest, the end, or to receive again.
  private void goOn(Connection connection) throws IOException {
    if (connection.isSending() || connection.closed) return;
    var rest = connection.takeRest();
    if (rest.byteSize() > 0) {
      send(connection, rest, (int) rest.byteSize());
    } else if (connection.ended) {
      if (!connection.receiving) end(connection);
    } else if (!connection.receiving) {
      connection.paused = false;
      receive(connection);
    }
  }

  private void end(Connection connection) throws IOException {
    connection.closed = true;
    connections.set(connection.index, null);
    freeIndices.push(connection.index);
    connection.socket.close();
  }

  @Override
  public void close() throws IOException {
    queue.close();
    for (var connection : connections) if (connection != null) connection.socket.close();
    listener.close();
  }

  /// One caller, what is being sent, and what is to be sent after it.
  private static final class Connection {
    final Endpoint socket;
    final int index;
    final long token;
    int buffer = -1; // of the ring, while it is being sent
    MemorySegment sending = MemorySegment.NULL;
    int left; // to be sent of it; 0 when nothing is under way
    MemorySegment rest = MemorySegment.NULL;
    boolean receiving;
    boolean paused;
    boolean ended;
    boolean closed;

    Connection(Endpoint socket, int index) {
      this.socket = socket;
      this.index = index;
      this.token = (long) index << OP_BITS;
    }

    boolean isSending() {
      return left > 0;
    }

    void add(MemorySegment bytes, int count) {
      var all = Arena.ofAuto().allocate(rest.byteSize() + count);
      all.copyFrom(rest).asSlice(rest.byteSize()).copyFrom(bytes.asSlice(0, count));
      rest = all;
    }

    MemorySegment takeRest() {
      var all = rest;
      rest = MemorySegment.NULL;
      return all;
    }
  }
}

package asynclab.bench;

import asynclab.completion.BufferRing;
import asynclab.completion.Completion;
import asynclab.completion.CompletionQueue;
import asynclab.completion.Completions;
import asynclab.completion.Endpoint;
import asynclab.completion.UringQueue;
import asynclab.syscalls.Errno;
import java.io.IOException;
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
  private static final int GROUP_BITS = 6;
  private static final int BUFFERS = 2 << GROUP_BITS; // two for each connection of a group
  private static final int BUFFER_BYTES = 4096;
  private static final int REST_MAX = 1 << 16;
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final int ACCEPT = 0;
  private static final int RECV = 1;
  private static final int SEND = 2;
  private static final int CANCEL = 3;
  private static final int ANSWER = 4;
  static final int OP_BITS = 3;
  private static final int OPS = (1 << OP_BITS) - 1;

  private final UringQueue queue;
  private final Endpoint listener;
  private final Completions done = Completions.withCapacity(1024);
  private final int bufferBytes;
  private final List<BufferRing> groups = new ArrayList<>();
  private final List<@Nullable UringConnection> connections = new ArrayList<>(); // by token
  private final ArrayDeque<Integer> freeIndices = new ArrayDeque<>();
  private final List<UringConnection> quiet =
      new ArrayList<>(); // their answers go out with the next wait
  private final ArrayDeque<UringConnection> starved = new ArrayDeque<>(); // of a buffer
  private boolean quietIsAwaited; // something is to be done after an answer of which nobody tells
  private volatile boolean stopped;

  private UringEchoServer(UringQueue queue, Endpoint listener, int bufferBytes) throws IOException {
    this.queue = queue;
    this.listener = listener;
    this.bufferBytes = bufferBytes;
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
    queue.await(done, quietIsAwaited ? Duration.ZERO : CompletionQueue.FOREVER);
    quietIsAwaited = false;
    for (var i = 0; i < done.count(); i++) {
      var each = done.get(i);
      if (isRefusal(each)) refused(connections.get(index(each)), each.result());
    }
    if (done.count() < done.capacity()) endQuietSends();
    for (var i = 0; i < done.count(); i++) told(done.get(i));
  }

  private static int index(Completion each) {
    return (int) (each.token() >>> OP_BITS);
  }

  private void told(Completion each) throws IOException {
    var index = index(each);
    switch ((int) each.token() & OPS) {
      case ACCEPT -> accepted(each);
      case RECV -> received(connections.get(index), each);
      case SEND -> sent(connections.get(index), each.result());
      default -> {} // a cancellation, whose aim is told too, or a refusal
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
    var connection = new UringConnection(socket, index, group(index >> GROUP_BITS));
    if (index == connections.size()) connections.add(connection);
    else connections.set(index, connection);
    receive(connection);
  }

  /// Some connections share a ring of buffers: so there are as many as are needed, and few enough
  /// to stay in the cache.
  private BufferRing group(int number) throws IOException {
    if (number == groups.size()) groups.add(queue.bufferRing(BUFFERS, bufferBytes));
    return groups.get(number);
  }

  private void receive(UringConnection connection) throws IOException {
    connection.receiving = true;
    queue.recvMultishot(connection.socket, connection.buffers, connection.token | RECV);
  }

  private void received(UringConnection connection, Completion recv) throws IOException {
    if (!recv.hasMore()) connection.receiving = false;
    if (recv.result() > 0) {
      if (connection.isSending()) keep(connection, recv);
      else answer(connection, recv.buffer(), recv.result());
      if (recv.hasMore()) return;
    } else if (recv.result() != -Errno.ECANCELED.code() && recv.result() != -Errno.ENOBUFS.code()) {
      connection.ended = true; // the caller has hung up, in an orderly way or not
    }
    if (recv.result() == -Errno.ENOBUFS.code()) {
      starved.add(connection);
      quietIsAwaited |= !quiet.isEmpty();
    } else {
      goOn(connection);
    }
  }

  /// Sends the answer from the buffer that it came in, if the socket takes it at once: nothing more
  /// is heard of that.
  private void answer(UringConnection connection, int buffer, int count) throws IOException {
    connection.buffer = buffer;
    connection.left = count;
    queue.sendNow(connection.socket, connection.buffers, buffer, count, connection.token | ANSWER);
    connection.isQuiet = true;
    quiet.add(connection);
  }

  private static boolean isRefusal(Completion each) {
    return (each.token() & OPS) == ANSWER;
  }

  /// The socket has not taken all of it: the rest has to wait, and is told.
  private void refused(UringConnection connection, int result) throws IOException {
    connection.isQuiet = false;
    if (result < 0 && result != -Errno.EAGAIN.code()) {
      sent(connection, result);
      return;
    }
    var taken = Math.max(0, result);
    var left = connection.left - taken;
    send(connection, connection.buffers.get(connection.buffer).asSlice(taken, left), left);
  }

  /// What was not refused is sent, and its buffers are ours again.
  private void endQuietSends() throws IOException {
    for (var i = 0; i < quiet.size(); i++) {
      var connection = quiet.get(i);
      if (!connection.isQuiet) continue;
      connection.isQuiet = false;
      sent(connection, connection.left);
    }
    quiet.clear();
  }

  private void send(UringConnection connection, MemorySegment bytes, int count) throws IOException {
    connection.sending = bytes;
    connection.left = count;
    queue.send(connection.socket, bytes, count, connection.token | SEND);
  }

  /// Copies what came while an answer is under way, and gives the buffer back.
  private void keep(UringConnection connection, Completion recv) throws IOException {
    quietIsAwaited |= connection.isQuiet;
    connection.add(connection.buffers.get(recv.buffer()), recv.result());
    connection.buffers.giveBack(recv.buffer());
    if (connection.rest.byteSize() < REST_MAX || !connection.receiving || connection.paused) return;
    connection.paused = true; // the caller does not read
    queue.cancel(connection.token | RECV, connection.token | CANCEL);
  }

  private void sent(UringConnection connection, int result) throws IOException {
    var isAll = result == connection.left;
    if (result > 0 && !isAll) {
      send(connection, connection.sending.asSlice(result), connection.left - result);
      return;
    }
    if (connection.buffer >= 0) connection.buffers.giveBack(connection.buffer);
    connection.buffer = -1;
    connection.left = 0;
    if (result <= 0) hangUp(connection);
    if (!starved.isEmpty()) feed();
    goOn(connection);
  }

  /// The caller is gone: nothing more is sent, nor received.
  private void hangUp(UringConnection connection) throws IOException {
    connection.ended = true;
    connection.rest = MemorySegment.NULL;
    if (connection.receiving) queue.cancel(connection.token | RECV, connection.token | CANCEL);
  }

  /// There are buffers again.
  private void feed() throws IOException {
    for (var next = starved.poll(); next != null; next = starved.poll()) goOn(next);
  }

  /// What comes next: the rest, the end, or to receive again.
  private void goOn(UringConnection connection) throws IOException {
    quietIsAwaited |= connection.isQuiet;
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

  private void end(UringConnection connection) throws IOException {
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
}

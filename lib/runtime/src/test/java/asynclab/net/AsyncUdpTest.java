package asynclab.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.executor.EventLoop;
import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Ready;
import asynclab.futures.Turn;
import asynclab.futures.Waker;
import asynclab.syscalls.Errno;
import asynclab.syscalls.SyscallException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Datagrams whose waits are futures, on real sockets.
@Timeout(30)
class AsyncUdpTest extends StreamPair {
  @Test
  void a_question_and_its_answer_on_one_thread() throws Exception {
    try (var server = AsyncUdp.bind(loop, kind.address());
        var client = AsyncUdp.bind(loop, kind.address())) {
      var buffer = ByteBuffer.allocateDirect(16);
      loop.spawn(
          server.receive(buffer).then(from -> server.send(buffer.flip(), from))); // waits first
      loop.blockOn(EventLoop.yieldNow());
      var answer = ByteBuffer.allocateDirect(16);

      var from =
          loop.blockOn(
              client.send(bytes("R0"), server.address()).then(_ -> client.receive(answer)));

      assertEquals(server.address(), from);
      assertEquals("R0", StandardCharsets.UTF_8.decode(answer.flip()).toString());
    }
  }

  private static ByteBuffer bytes(String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
  }

  @Test
  void a_datagram_that_is_cut_fails_the_future() throws Exception {
    try (var socket = AsyncUdp.bind(loop, kind.address())) {
      var both =
          socket
              .send(bytes("abc"), socket.address())
              .then(_ -> socket.receive(ByteBuffer.allocateDirect(2)));

      var e = assertThrows(SyscallException.class, () -> loop.blockOn(both));

      assertEquals(Errno.EMSGSIZE, e.errno());
    }
  }

  @Test
  void giving_up_a_receive_gives_up_the_waiting_and_the_socket_stays() throws Exception {
    try (var socket = AsyncUdp.bind(loop, kind.address())) {
      var given = socket.receive(ByteBuffer.allocateDirect(8));
      assertFalse(given.poll(Waker.NONE) instanceof Ready);
      given.close();
      loop.blockOn(socket.send(bytes("a"), socket.address()));

      assertEquals(socket.address(), loop.blockOn(socket.receive(ByteBuffer.allocateDirect(8))));
    }
  }

  @Test
  void closing_the_socket_fails_the_future_that_waits() throws Exception {
    try (var socket = AsyncUdp.bind(loop, kind.address())) {
      var receive = loop.spawn(socket.receive(ByteBuffer.allocateDirect(8)));
      loop.blockOn(EventLoop.yieldNow());
      socket.close();

      var e = assertThrows(IllegalStateException.class, () -> loop.blockOn(receive));

      assertTrue(e.getMessage().endsWith("is closed"), e.getMessage());
    }
  }

  @Test
  void a_flood_of_datagrams_does_not_keep_the_others_from_their_turn() throws Exception {
    try (var socket = AsyncUdp.bind(loop, kind.address())) {
      var turns = new int[1];
      var flood = loop.spawn(flood(socket, socket.address(), 10 * Turn.OPERATIONS));
      var other = loop.spawn(counting(turns));

      loop.blockOn(flood);
      other.cancel();
      loop.run();

      assertTrue(turns[0] >= 10, "a turn of the other for each budget of sends: " + turns[0]);
    }
  }

  /// One send after the other. Not by `then` in `then`, which would go as deep as it is long.
  private static Future<Void> flood(AsyncUdp socket, InetSocketAddress to, int count) {
    return new Future<>() {
      private int left = count;
      private Future<Void> send = socket.send(bytes("x"), to);

      @Override
      public Polled<Void> poll(Waker waker) {
        while (send.poll(waker) instanceof Ready<Void> ready) {
          if (--left == 0 || ready instanceof Ready.Failure<Void>) return ready;
          send = socket.send(bytes("x"), to);
        }
        return Polled.pending();
      }
    };
  }

  private static Future<Void> counting(int[] turns) {
    return waker -> {
      turns[0]++;
      waker.wake();
      return Polled.pending();
    };
  }
}

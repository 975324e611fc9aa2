package asynclab.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.executor.EventLoop;
import asynclab.futures.Ready;
import asynclab.futures.Waker;
import asynclab.poll.TcpListener;
import asynclab.syscalls.Errno;
import asynclab.syscalls.SyscallException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Streams whose waits are futures, on real sockets.
@Timeout(30)
class AsyncStreamTest extends StreamPair {
  @Test
  void a_conversation_of_two_ends_on_one_thread() throws Exception {
    try (var pair = pair()) {
      var answer =
          loop.spawn(
              then(
                  pair.server().readText(100),
                  text -> then(pair.server().writeText("got " + text), _ -> ended(pair.server()))));
      loop.blockOn(then(pair.client().writeText("R0"), _ -> ended(pair.client())));

      assertEquals("got R0", loop.blockOn(pair.client().readText(100)));
      assertEquals("ended", loop.blockOn(answer));
    }
  }

  @Test
  void a_write_larger_than_every_buffer_arrives_whole_while_the_same_stream_is_read()
      throws Exception {
    try (var pair = pair()) {
      var both = new ArrayList<asynclab.executor.Task<String>>();
      for (var stream : List.of(pair.client(), pair.server())) {
        loop.spawn(then(stream.writeText("x".repeat(LARGE)), _ -> ended(stream)));
        both.add(loop.spawn(stream.readText(LARGE)));
      }

      loop.run();

      for (var one : both) assertEquals(LARGE, one.result().length());
    }
  }

  @Test
  void the_end_of_the_other_side_is_told_as_such_and_its_name_stays() throws Exception {
    try (var pair = pair()) {
      var peer = kind.text(pair.client().stream().localAddress().getPort());
      pair.client().close();

      assertEquals(AsyncStream.END, loop.blockOn(pair.server().read(ByteBuffer.allocateDirect(8))));
      assertTrue(pair.server().toString().endsWith(" to " + peer), pair.server().toString());
    }
  }

  @Test
  void a_text_longer_than_allowed_fails_and_names_the_peer() throws Exception {
    try (var pair = pair()) {
      loop.blockOn(pair.client().writeText("12345"));

      var e = assertThrows(IOException.class, () -> loop.blockOn(pair.server().readText(4)));

      assertTrue(e.getMessage().contains("sends more than 4 bytes"), e.getMessage());
      assertTrue(
          e.getMessage().contains(kind.text(pair.client().stream().localAddress().getPort())),
          e.getMessage());
    }
  }

  @Test
  void nobody_listens_is_the_futures_failure_and_names_the_address() throws Exception {
    InetSocketAddress address;
    try (var gone = TcpListener.bind(kind.address())) {
      address = gone.address();
    }

    var e =
        assertThrows(
            SyscallException.class, () -> loop.blockOn(AsyncStream.connect(loop, address)));

    assertEquals(Errno.ECONNREFUSED, e.errno());
    assertTrue(e.getMessage().contains(kind.text(address.getPort())), e.getMessage());
  }

  @Test
  void giving_up_a_read_gives_up_the_waiting_and_the_stream_stays() throws Exception {
    try (var pair = pair()) {
      var given = pair.server().read(ByteBuffer.allocateDirect(8));
      assertTrue(!(given.poll(Waker.NONE) instanceof Ready));
      given.close();
      loop.blockOn(pair.client().writeText("abc"));

      assertEquals(3, loop.blockOn(pair.server().read(ByteBuffer.allocateDirect(8))));
    }
  }

  @Test
  void a_second_reader_is_refused_and_told_who_waits() throws Exception {
    try (var pair = pair()) {
      var first = loop.spawn(pair.server().read(ByteBuffer.allocateDirect(8)));

      var e =
          assertThrows(
              IllegalStateException.class,
              () -> loop.blockOn(pair.server().read(ByteBuffer.allocateDirect(8))));

      assertTrue(e.getMessage().endsWith("already: one future at a time"), e.getMessage());
      first.cancel();
      loop.run();
    }
  }

  @Test
  void closing_a_stream_fails_the_future_that_waits_on_it() throws Exception {
    try (var pair = pair()) {
      var read = loop.spawn(pair.server().read(ByteBuffer.allocateDirect(8)));
      loop.blockOn(EventLoop.yieldNow());
      pair.server().close();

      var e = assertThrows(IllegalStateException.class, () -> loop.blockOn(read));

      assertTrue(e.getMessage().endsWith("is closed"), e.getMessage());
    }
  }
}

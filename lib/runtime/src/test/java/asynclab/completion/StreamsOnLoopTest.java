package asynclab.completion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.executor.EventLoop;
import asynclab.futures.Future;
import asynclab.net.AsyncStream;
import asynclab.poll.StreamSocket;
import asynclab.poll.TcpStream;
import asynclab.syscalls.Errno;
import asynclab.syscalls.SyscallException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What streams by completion owe beyond the contract of all streams: order, and how they end.
@Timeout(30)
class StreamsOnLoopTest extends StreamsOnLoop {
  @Test
  void what_was_written_has_left_when_blockOn_returns() throws Exception {
    try (var socket = new Socket("127.0.0.1", listener.address().getPort());
        var stream = loop.blockOn(listener.accept())) {
      loop.blockOn(stream.writeText("x"));

      assertEquals('x', socket.getInputStream().read()); // blocks: nobody runs the loop
    }
  }

  @Test
  void what_was_written_in_several_pieces_arrives_in_order() throws Exception {
    try (var pair = pair()) {
      var all = new StringBuilder();
      for (var i = 0; i < 30_000; i++) all.append(i).append(' ');
      var pieces = new ArrayList<Future<Void>>();
      for (var at = 0; at < all.length(); at += 999) {
        var end = Math.min(at + 999, all.length());
        pieces.add(pair.stream().writeText(all.substring(at, end)));
      }
      var written = loop.spawn(inOrder(pieces));

      var heard = new StringBuilder();
      while (heard.length() < all.length()) heard.append(read(pair.peer()));

      assertEquals(all.toString(), heard.toString());
      loop.blockOn(written);
    }
  }

  private static Future<Void> inOrder(List<Future<Void>> all) {
    return all.isEmpty()
        ? Future.done()
        : all.getFirst().then(_ -> inOrder(all.subList(1, all.size())));
  }

  @Test
  void a_stream_sends_what_was_written_before_it_is_closed() throws Exception {
    try (var pair = pair()) {
      var written = pair.socket().write(bytes("x".repeat(50_000)));
      pair.stream().close();

      var heard = new StringBuilder();
      for (var text = read(pair.peer()); !text.equals("END"); text = read(pair.peer())) {
        heard.append(text);
      }

      assertEquals(written, heard.length());
    }
  }

  @Test
  void so_does_a_loop() throws Exception {
    try (var pair = pair()) {
      var written = pair.socket().write(bytes("x".repeat(50_000)));

      loop.close();

      var heard = 0;
      var buffer = ByteBuffer.allocateDirect(1 << 16);
      for (var count = 0;
          count != TcpStream.WOULD_BLOCK;
          count = pair.peer().read(buffer.clear())) {
        heard += count;
      }
      assertEquals(written, heard);
    }
  }

  @Test
  void more_than_the_socket_takes_is_sent_after_the_close() throws Exception {
    try (var pair = pair()) {
      var written = fill(pair.socket());
      pair.stream().close();
      turns(3);

      var heard = 0L;
      for (var text = read(pair.peer()); !text.equals("END"); text = read(pair.peer())) {
        heard += text.length();
      }

      assertEquals(written, heard);
    }
  }

  /// Writes until some turns have made no room for more.
  private long fill(StreamSocket stream) throws Exception {
    var bytes = ByteBuffer.allocateDirect(1 << 16);
    var sum = 0L;
    for (var refused = 0; refused < 20; refused++) {
      for (var count = stream.write(bytes.clear()); count > 0; ) {
        sum += count;
        refused = 0;
        count = stream.write(bytes.clear());
      }
      turns(1);
    }
    return sum;
  }

  @Test
  void what_the_socket_takes_only_in_part_arrives_whole() throws Exception {
    try (var pair = pair()) {
      var bytes = ByteBuffer.allocateDirect(10_000); // small enough to be sent in silence
      var written = 0L;
      for (var refused = 0; refused < 20; ) {
        var count = pair.socket().write(bytes.clear());
        refused = count > 0 ? 0 : refused + 1;
        written += Math.max(0, count);
        turns(1);
      }
      pair.stream().close();

      var heard = 0L;
      for (var text = read(pair.peer()); !text.equals("END"); text = read(pair.peer())) {
        heard += text.length();
      }

      assertEquals(written, heard);
    }
  }

  @Test
  void a_large_write_needs_nobody_else_to_end_the_wait() throws Exception {
    try (var socket = new Socket("127.0.0.1", listener.address().getPort());
        var stream = loop.blockOn(listener.accept())) {
      var heard = new CompletableFuture<Integer>();
      Thread.ofPlatform().daemon().start(() -> heard.completeAsync(() -> length(socket)));

      loop.blockOn(stream.writeText("x".repeat(1_000_000)));
      stream.shutdownOutput();

      assertEquals(1_000_000, loop.blockOn(Future.fromCompletable(heard)));
    }
  }

  private static int length(Socket socket) {
    try {
      return socket.getInputStream().readAllBytes().length;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void an_end_of_output_follows_what_was_written() throws Exception {
    try (var pair = pair()) {
      var written = fill(pair.socket());
      pair.stream().shutdownOutput();
      turns(3);

      var heard = 0L;
      for (var text = read(pair.peer()); !text.equals("END"); text = read(pair.peer())) {
        heard += text.length();
      }

      assertEquals(written, heard);
      var e = assertThrows(SyscallException.class, () -> pair.socket().write(bytes("x")));
      assertEquals(Errno.EPIPE, e.errno());
    }
  }

  @Test
  void who_closes_with_bytes_unread_resets_the_other() throws Exception {
    try (var pair = pair()) {
      pair.peer().write(bytes("unread"));
      turns(3);

      pair.stream().close();

      var e = assertThrows(SyscallException.class, () -> read(pair.peer()));
      assertEquals(Errno.ECONNRESET, e.errno());
    }
  }

  @Test
  void bytes_come_before_the_end_and_before_an_error_which_is_told_once() throws Exception {
    try (var ends = pair();
        var breaks = pair()) {
      ends.peer().write(bytes("last"));
      ends.peer().shutdownOutput();
      breaks.peer().write(bytes("last"));
      turns(3);
      asynclab.syscalls.Sockets.resetOnClose(breaks.peer().fd());
      breaks.peer().close();

      assertEquals(List.of("last", "END", "END"), reads(ends.stream(), 3));
      assertEquals(List.of("last", "ECONNRESET", "END"), reads(breaks.stream(), 3));
      var e = assertThrows(SyscallException.class, () -> breaks.socket().write(bytes("x")));
      assertEquals(Errno.EPIPE, e.errno());
    }
  }

  private List<String> reads(AsyncStream stream, int count) throws Exception {
    var told = new ArrayList<String>();
    while (told.size() < count) {
      var buffer = ByteBuffer.allocateDirect(64);
      try {
        var result = loop.blockOn(stream.read(buffer));
        told.add(result == AsyncStream.END ? "END" : "" + decoded(buffer.flip()));
      } catch (SyscallException e) {
        told.add(e.errno().name());
      }
    }
    return told;
  }

  private static CharSequence decoded(ByteBuffer buffer) {
    return java.nio.charset.StandardCharsets.UTF_8.decode(buffer);
  }

  @Test
  void a_write_after_a_reset_fails_by_itself_or_the_next_time() throws Exception {
    try (var pair = pair()) {
      asynclab.syscalls.Sockets.resetOnClose(pair.peer().fd());
      pair.peer().close();

      assertThrows(
          SyscallException.class,
          () -> {
            for (var i = 0; i < 100; i++) {
              pair.socket().write(bytes("x"));
              turns(1);
            }
          });
    }
  }

  @Test
  void another_thread_is_refused_and_told_whose_it_is() throws Exception {
    try (var pair = pair()) {
      var refused = new ArrayList<String>();
      var other =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  pair.socket().write(bytes("x"));
                } catch (Exception e) {
                  refused.add(e.getMessage());
                }
              });
      other.join();

      assertTrue(
          refused.getFirst().contains("only the first thread that waited"), refused.toString());
      assertTrue(refused.getFirst().contains(Thread.currentThread().toString()), "" + refused);
    }
  }

  @Test
  void a_stream_is_of_no_use_when_its_loop_is_closed_and_can_still_be_closed() throws Exception {
    try (var pair = pair()) {
      loop.close();

      var e = assertThrows(IllegalStateException.class, () -> pair.socket().write(bytes("x")));
      assertTrue(e.getMessage().contains("CompletionPoller is closed"), e.getMessage());
      pair.stream().close();
      assertEquals(TcpStream.END, pair.peer().read(ByteBuffer.allocateDirect(8)));
    }
  }

  @Test
  void a_future_that_was_given_up_has_lost_no_byte() throws Exception {
    try (var pair = pair()) {
      var given = loop.spawn(pair.stream().read(ByteBuffer.allocateDirect(8)));
      loop.blockOn(EventLoop.yieldNow());
      given.cancel();
      pair.peer().write(bytes("abc"));

      assertEquals(List.of("abc"), reads(pair.stream(), 1));
    }
  }
}

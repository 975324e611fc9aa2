package asynclab.completion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.executor.EventLoop;
import asynclab.executor.Task;
import asynclab.futures.Future;
import asynclab.net.AsyncStream;
import asynclab.poll.TcpStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What streams by completion may hold: memory, buffers, connections, descriptors.
@Timeout(60)
class BoundsOnLoopTest extends StreamsOnLoop {
  private static final int LARGE = 20_000_000;

  @Test
  void a_peer_that_sends_to_nobody_is_stopped_and_nothing_is_lost() throws Exception {
    try (var pair = pair()) {
      var sent = 0L;
      for (var refused = 0; refused < 20 && sent < LARGE; refused++) {
        for (var count = send(pair.peer(), sent); count > 0; count = send(pair.peer(), sent)) {
          sent += count;
          refused = 0;
        }
        turns(1);
      }

      assertTrue(sent < LARGE, "the kernel's buffers and ours are full, at " + sent);
      assertTrue(pair.socket().held() <= 4 * Inbox.HELD_MAX, "held: " + pair.socket().held());
      pair.peer().shutdownOutput();
      assertEquals(sent, loop.blockOn(checked(pair.stream(), 0)));
    }
  }

  /// Bytes that say where they stand.
  private static int send(TcpStream peer, long at) throws Exception {
    var buffer = ByteBuffer.allocateDirect(8192);
    for (var i = 0; i < buffer.capacity(); i++) buffer.put(pattern(at + i));
    return peer.write(buffer.flip());
  }

  private static byte pattern(long at) {
    return (byte) (at * 31 + (at >> 8));
  }

  private static Future<Long> checked(AsyncStream stream, long at) {
    var buffer = ByteBuffer.allocateDirect(10_007);
    return stream
        .read(buffer)
        .then(count -> {
          if (count == AsyncStream.END) return Future.ready(at);
          for (var i = 0; i < count; i++) {
            if (buffer.get(i) != pattern(at + i)) return Future.ready(-1L);
          }
          return EventLoop.yieldNow().then(_ -> checked(stream, at + count));
        });
  }

  private void withFewBuffers() throws Exception {
    Assumptions.assumeTrue(kind.hasRing(), "only a ring of buffers can run out");
    close();
    over(CompletionPollers.overFewBuffers());
  }

  @Test
  void more_who_send_than_there_are_buffers_are_served_one_after_the_other() throws Exception {
    withFewBuffers();
    var pairs = new ArrayList<Pair>();
    for (var i = 0; i < 20; i++) pairs.add(pair());
    for (var pair : pairs) {
      pair.peer().write(bytes("x".repeat(20_000)));
      pair.peer().shutdownOutput();
    }

    var texts = new ArrayList<Future<String>>();
    for (var pair : pairs) texts.add(pair.stream().readText(20_000));
    var lengths = loop.blockOn(Future.joinAll(texts)).stream().map(String::length).toList();

    assertEquals(java.util.Collections.nCopies(20, 20_000), lengths);
    for (var pair : pairs) pair.close();
  }

  @Test
  void what_nobody_reads_does_not_keep_the_buffers_from_others() throws Exception {
    withFewBuffers();
    var silent = new ArrayList<Pair>();
    for (var i = 0; i < 5; i++) silent.add(pair());
    for (var pair : silent) pair.peer().write(bytes("x".repeat(10_000)));
    turns(5);

    try (var pair = pair()) {
      pair.peer().write(bytes("heard"));

      assertEquals(5, loop.blockOn(pair.stream().read(ByteBuffer.allocateDirect(16))));
    }
    for (var pair : silent) pair.close();
  }

  @Test
  void what_comes_while_a_stream_closes_gives_its_buffer_back() throws Exception {
    withFewBuffers();
    for (var i = 0; i < 5; i++) {
      var pair = pair();
      turns(1);
      pair.peer().write(bytes("too late"));
      pair.close();
    }

    try (var pair = pair()) {
      pair.peer().write(bytes("heard"));

      assertEquals(5, loop.blockOn(pair.stream().read(ByteBuffer.allocateDirect(16))));
    }
  }

  @Test
  void a_thousand_idle_connections_need_no_buffers() throws Exception {
    withFewBuffers();
    var pairs = new ArrayList<Pair>();
    for (var i = 0; i < 1000; i++) pairs.add(pair());
    turns(3);
    var echoes = new ArrayList<Task<Void>>();
    for (var pair : pairs) echoes.add(loop.spawn(echo(pair.stream())));
    loop.blockOn(EventLoop.yieldNow());

    for (var pair : pairs) pair.peer().write(bytes("R0"));

    for (var pair : pairs) assertEquals("R0", read(pair.peer()));
    for (var echo : echoes) loop.blockOn(echo);
    for (var pair : pairs) pair.close();
  }

  private static Future<Void> echo(AsyncStream stream) {
    var buffer = ByteBuffer.allocateDirect(16);
    return stream.read(buffer).then(_ -> stream.write(buffer.flip()));
  }

  @Test
  void connections_that_nobody_takes_wait_in_the_kernel_but_for_some() throws Exception {
    var before = Talk.descriptors();
    var peers = new ArrayList<TcpStream>();
    for (var i = 0; i < 300; i++) peers.add(TcpStream.connect(listener.address()));
    turns(10);

    var taken = Talk.descriptors() - before - peers.size();

    assertTrue(taken <= CompletionListener.AHEAD, "taken early: " + taken);
    var streams = new ArrayList<AsyncStream>();
    for (var i = 0; i < 300; i++) streams.add(loop.blockOn(listener.accept()));
    for (var stream : streams) stream.close();
    for (var peer : peers) peer.close();
  }

  @Test
  void nothing_is_left_of_what_was_under_way() throws Exception {
    close();
    var before = Talk.descriptors();
    for (var round = 0; round < 20; round++) {
      over(kind.opening().open());
      var pairs = List.of(pair(), pair(), pair());
      var never = TcpStream.connect(listener.address()); // nobody takes it
      loop.spawn(Future.using(AsyncStream.connect(loop, listener.address()), _ -> Future.never()));
      for (var pair : pairs) loop.spawn(pair.stream().readText(100).attempt());
      pairs.get(0).socket().write(bytes("x".repeat(60_000)));
      pairs.get(1).stream().close();
      turns(round % 3);
      if (round % 2 == 0) listener.close();
      loop.close();
      listener.close();
      for (var pair : pairs) pair.close();
      never.close();
    }

    assertEquals(before, Talk.descriptors());
    over(kind.opening().open());
  }

  @Test
  void a_number_that_is_used_again_is_not_hit_by_what_was_under_way() throws Exception {
    for (var round = 0; round < 100; round++) {
      var old = pair();
      var reading = loop.spawn(old.stream().read(ByteBuffer.allocateDirect(8)).attempt());
      loop.blockOn(EventLoop.yieldNow());
      var number = old.stream().stream().fd();
      old.stream().close();

      try (var young = pair()) {
        young.peer().write(bytes("young"));

        assertEquals(5, loop.blockOn(young.stream().read(ByteBuffer.allocateDirect(8))));
        assertEquals(number, Math.min(number, young.stream().stream().fd()));
      }
      loop.blockOn(reading);
      old.close();
    }
  }

  @Test
  void a_listener_that_is_closed_breaks_the_connections_that_nobody_took() throws Exception {
    var peer = TcpStream.connect(listener.address());
    turns(3);

    listener.close();

    var end = loop.blockOn(Future.lazy(() -> Future.ready(told(peer))));
    assertEquals("reset", end);
    peer.close();
  }

  private String told(TcpStream peer) throws Exception {
    try {
      return "" + peer.read(ByteBuffer.allocateDirect(8));
    } catch (asynclab.syscalls.SyscallException e) {
      return "reset";
    }
  }
}

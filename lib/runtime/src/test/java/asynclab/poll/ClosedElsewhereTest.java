package asynclab.poll;

import static asynclab.poll.Fixture.WATCHDOG;
import static asynclab.poll.Fixture.read;
import static asynclab.poll.Fixture.ready;
import static asynclab.poll.Interest.READABLE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import asynclab.syscalls.Unistd;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A descriptor that another thread closes while one waits for it.
///
/// What is defined: the wait goes on, for it may be for others too; the closed source brings no
/// event; the connection ends at once, not when the wait does; and its number is free for the next.
@ExtendWith(CountedByPoller.class)
class ClosedElsewhereTest {
  private static final int ROUNDS = 100;

  @ParameterizedTest
  @MethodSource("asynclab.poll.Pollers#all")
  void the_other_side_reads_the_end_while_the_wait_goes_on(Pollers.Opener opener) throws Exception {
    try (var poll = Poll.over(opener.open())) {
      var stop = Wakeup.of(poll.registry(), new Token(9));
      var waiter = waitFor(poll);
      for (var round = 0; round < ROUNDS; round++) {
        try (var pair = Fixture.pair()) {
          poll.registry().register(pair.server(), new Token(1), READABLE);

          pair.server().close();

          assertEquals("END", readWhenReady(pair.client()), "round " + round);
        }
      }
      assertFalse(waiter.isDone());
      stop.wake();
      assertEquals("[Token(9) readable]", waiter.get());
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.poll.Pollers#all")
  void its_number_is_watched_for_the_next_owner(Pollers.Opener opener) throws Exception {
    try (var poll = Poll.over(opener.open())) {
      var old = Fixture.pair();
      poll.registry().register(old.server(), new Token(1), READABLE);
      var number = old.server().fd();
      var waiter = waitFor(poll);
      old.server().close(); // first, or its other end would be an event
      old.client().close();

      try (var young = Fixture.withNumber(number)) {
        poll.registry().register(young.server(), new Token(2), READABLE);
        young.send("x");

        assertEquals("[Token(2) readable]", waiter.get());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.poll.Pollers#all")
  void a_descriptor_without_an_owner_drops_out_at_the_next_wait(Pollers.Opener opener)
      throws Exception {
    Pollers.skipLibkqueue(opener, "does not notice that a descriptor was closed");
    Pollers.skipWindows("a pipe cannot be watched; AfdPollerTest closes a socket this way");
    try (var poll = Poll.over(opener.open())) {
      var pipe = Unistd.pipe();
      poll.registry().register(Source.of(pipe.first()), new Token(1), READABLE);
      Unistd.close(pipe.first());
      Unistd.close(pipe.second());

      var closed = ready(poll);
      try (var young = Fixture.withNumber(pipe.first())) {
        poll.registry().register(young.server(), new Token(2), READABLE);
        young.send("x");

        assertEquals(List.of(), closed);
        assertEquals(List.of("Token(2) readable"), ready(poll));
      }
    }
  }

  private static CompletableFuture<String> waitFor(Poll poll) {
    var result = new CompletableFuture<String>();
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            var events = Events.withCapacity(8);
            poll.poll(events, Poll.FOREVER);
            result.complete(events.toString());
          } catch (Exception e) {
            result.completeExceptionally(e);
          }
        });
    return result.orTimeout(WATCHDOG.toSeconds(), TimeUnit.SECONDS);
  }

  private static String readWhenReady(TcpStream stream) throws Exception {
    try (var poll = Poll.open()) {
      poll.registry().register(stream, new Token(0), READABLE);
      poll.poll(Events.withCapacity(1), WATCHDOG);
      return read(stream, 64);
    }
  }
}

package asynclab.poll;

import static asynclab.poll.Fixture.WATCHDOG;
import static asynclab.poll.Fixture.ready;
import static asynclab.poll.Interest.READABLE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.syscalls.Unistd;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Stale events, wake-ups, interruption and closing, with real threads and real sockets.
@ExtendWith(CountedByPoller.class)
class PollTest {
  @ParameterizedTest
  @MethodSource("asynclab.poll.Pollers#all")
  void an_event_of_a_stream_closed_in_the_same_batch_is_dropped(Pollers.Opener opener)
      throws Exception {
    try (var poll = Poll.over(opener.open());
        var first = Fixture.pair();
        var second = Fixture.pair()) {
      var registry = poll.registry();
      registry.register(first.server(), new Token(1), READABLE);
      registry.register(second.server(), new Token(2), READABLE);
      first.send("x");
      second.send("x");
      var events = Events.withCapacity(8);
      assertEquals(2, poll.poll(events, WATCHDOG));

      var seen = new ArrayList<Token>();
      for (var event : events) {
        seen.add(event.token());
        first.close();
        second.close();
      }

      assertEquals(1, seen.size());
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.poll.Pollers#all")
  void an_event_for_a_reused_descriptor_does_not_reach_the_new_owner(Pollers.Opener opener)
      throws Exception {
    try (var poll = Poll.over(opener.open());
        var old = Fixture.pair()) {
      poll.registry().register(old.server(), new Token(1), READABLE);
      old.send("x");
      var events = Events.withCapacity(8);
      poll.poll(events, WATCHDOG);
      var number = old.server().fd();
      old.close();

      try (var young = Fixture.withNumber(number)) {
        poll.registry().register(young.server(), new Token(2), READABLE);

        assertFalse(events.iterator().hasNext());
        assertEquals(List.of(), ready(poll));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.poll.Pollers#all")
  void a_descriptor_that_lives_on_as_a_duplicate_stays_silent(Pollers.Opener opener)
      throws Exception {
    Pollers.skipWindows("a socket has one handle");
    try (var poll = Poll.over(opener.open());
        var pair = Fixture.pair()) {
      poll.registry().register(pair.server(), new Token(1), READABLE);
      var duplicate = Unistd.dup(pair.server().fd());
      pair.server().close();
      pair.send("x"); // epoll goes on to report it: the open file is still there

      assertEquals(List.of(), ready(poll));
      Unistd.close(duplicate);
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.poll.Pollers#all")
  void an_event_of_a_deregistered_source_is_dropped_from_the_batch(Pollers.Opener opener)
      throws Exception {
    try (var poll = Poll.over(opener.open());
        var pair = Fixture.pair()) {
      poll.registry().register(pair.server(), new Token(1), READABLE);
      pair.send("x");
      var events = Events.withCapacity(8);
      poll.poll(events, WATCHDOG);

      poll.registry().deregister(pair.server());

      assertEquals("[]", events.toString());
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.poll.Pollers#all")
  void a_source_of_another_poll_is_named_as_foreign(Pollers.Opener opener) throws Exception {
    try (var mine = Poll.over(opener.open());
        var other = Poll.over(opener.open());
        var pair = Fixture.pair()) {
      other.registry().register(pair.server(), new Token(1), READABLE);

      var e =
          assertThrows(
              IllegalStateException.class, () -> mine.registry().deregister(pair.server()));

      assertEquals(
          pair.server() + " is not registered with this Poll: register it first", e.getMessage());
      pair.send("x");
      assertEquals(List.of("Token(1) readable"), ready(other));
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.poll.Pollers#all")
  void a_closed_source_is_refused(Pollers.Opener opener) throws Exception {
    try (var poll = Poll.over(opener.open());
        var pair = Fixture.pair()) {
      pair.server().close();

      var e =
          assertThrows(
              IllegalStateException.class,
              () -> poll.registry().register(pair.server(), new Token(1), READABLE));

      assertTrue(e.getMessage().contains("is closed"), e.getMessage());
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.poll.Pollers#all")
  void a_closed_poll_says_so_and_closing_twice_is_fine(Pollers.Opener opener) throws Exception {
    var poll = Poll.over(opener.open());
    poll.close();
    poll.close();

    var e = assertThrows(IllegalStateException.class, () -> ready(poll));
    var r =
        assertThrows(
            IllegalStateException.class,
            () -> poll.registry().register(Source.of(0), new Token(0), READABLE));

    assertEquals("this Poll is closed: open another", e.getMessage());
    assertEquals("this Poll is closed: open another", r.getMessage());
  }

  @FunctionalInterface
  private interface Body {
    List<String> run() throws Exception;
  }
}

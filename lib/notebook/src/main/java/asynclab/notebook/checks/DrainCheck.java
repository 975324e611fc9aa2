package asynclab.notebook.checks;

import asynclab.poll.Events;
import asynclab.poll.Interest;
import asynclab.poll.Poll;
import asynclab.poll.Token;
import asynclab.syscalls.SyscallException;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The check `04b.drain`: more than one buffer, nothing at all, and an end together with bytes, a
/// burst.
@Examination
final class DrainCheck {
  static final Exercise<Drain> EXERCISE =
      new Exercise<>(
          "04b.drain", Drain.class, "Drain mine = (stream, into) -> ended;", DrainCheck.class);

  private static final int MANY = 40_000;
  private static final int BURST = 1_000_000;
  private static final int EDGES_MAX = 10_000;
  private static final Duration LAST_EDGE = Duration.ofMillis(500);
  private static final String IN_MID_DRAIN =
      "more came while you read: only WOULD_BLOCK says that you have it all";
  private static final String ONE_READ =
      "one read an event: the rest stays, and no edge tells of it";
  private static final String NOTHING = "what a read brings has to be appended to `into`";
  private static final String SHORT_READ =
      "stops at a short read: the end was behind it, and no edge follows";
  private static final String ERROR =
      "takes WOULD_BLOCK for an error: it is how an empty stream answers";
  private static final String END =
      "takes WOULD_BLOCK for the end: it means not now, only END means never again";

  @BeforeAll
  static void hangs(Trial trial) {
    trial.ifItHangs("WOULD_BLOCK is asked again and again: return, the next edge calls again");
  }

  @Test
  @Order(1)
  @DisplayName("one edge, 40,000 bytes")
  void many(Drain drain, Trial trial) throws Exception {
    try (var peer = held(trial)) {
      peer.say("x".repeat(MANY));
      peer.awaitBytes(MANY);
      var into = new StringBuilder();
      trial.expect(
          "40000 bytes, goes on",
          () -> {
            var ended = drained(drain, peer, into);
            return into.length() + " bytes, " + ended;
          },
          seen -> whyGoingOn(seen, amount(into.length())));
    }
  }

  private static String amount(int bytes) {
    if (bytes == 0) {
      return NOTHING;
    }
    return bytes < MANY ? ONE_READ : "only what the read brought counts, not the whole buffer";
  }

  @Test
  @Order(2)
  @DisplayName("an edge, and another")
  void twice(Drain drain, Trial trial) throws Exception {
    try (var peer = held(trial)) {
      var into = new StringBuilder();
      trial.expect(
          "one, goes on; one two, goes on",
          () -> {
            peer.say("one");
            peer.awaitBytes(3);
            var first = into(drain, peer, into);
            peer.say(" two");
            peer.awaitBytes(4);
            return first + "; " + into(drain, peer, into);
          },
          seen -> whyGoingOn(seen, "each edge adds what is new to what was there"));
    }
  }

  @Test
  @Order(3)
  @DisplayName("an edge, but nothing is there")
  void nothing(Drain drain, Trial trial) throws Exception {
    try (var peer = held(trial)) {
      trial.expect(
          "goes on",
          () -> drained(drain, peer, new StringBuilder()),
          seen -> whyGoingOn(seen, END));
    }
  }

  @Test
  @Order(4)
  @DisplayName("bytes and the end, in one edge")
  void together(Drain drain, Trial trial) throws Exception {
    try (var peer = held(trial)) {
      peer.say("bye");
      peer.end();
      peer.awaitEnd();
      trial.expect(
          "bye, ended",
          () -> into(drain, peer, new StringBuilder()),
          seen -> {
            if (seen.startsWith("nothing")) {
              return NOTHING;
            }
            return seen.contains("threw") ? ERROR : SHORT_READ;
          });
    }
  }

  @Test
  @Order(5)
  @DisplayName("a burst, and more of it comes while you read")
  void burst(Drain drain, Trial trial) throws Exception {
    try (var peer = held(trial);
        var poll = Poll.open()) {
      poll.registry().register(peer.near(), new Token(0), Interest.READABLE.edge());
      var sent = peer.sayAsMuchAs(BURST);
      trial.expect(
          "all of it, goes on",
          () -> atEachEdge(drain, peer, poll, sent),
          seen -> whyGoingOn(seen, IN_MID_DRAIN));
    }
  }

  /// More is sent than has room at our end: each read makes room, and the kernel brings the next
  /// bytes in the middle of a drain, or after it with an edge of their own.
  private static String atEachEdge(Drain drain, Loopback peer, Poll poll, int sent)
      throws IOException {
    var into = new StringBuilder();
    var events = Events.withCapacity(1);
    var ended = "no edge";
    for (var edge = 0; edge < EDGES_MAX && into.length() < sent; edge++) {
      if (poll.poll(events, LAST_EDGE) == 0) break;
      ended = drained(drain, peer, into);
      if (!ended.equals("goes on")) break;
    }
    return (into.length() == sent ? "all of it, " : "a part of it, ") + ended;
  }

  /// A connection whose end comes when the learner's loop asks it without end.
  private static Loopback held(Trial trial) throws IOException {
    var peer = Loopback.connect();
    trial.closeIfItHangs(peer.far());
    trial.closeIfItHangs(peer);
    return peer;
  }

  private static String into(Drain drain, Loopback peer, StringBuilder into) throws IOException {
    var ended = drained(drain, peer, into);
    return (into.isEmpty() ? "nothing" : into) + ", " + ended;
  }

  private static String drained(Drain drain, Loopback peer, StringBuilder into) throws IOException {
    try {
      return drain.drain(peer.near(), into) ? "ended" : "goes on";
    } catch (SyscallException e) {
      throw e; // the kernel's own
    } catch (IOException e) {
      return "threw " + e.getMessage();
    }
  }

  /// The idea behind an answer where the stream goes on.
  private static String whyGoingOn(String seen, String idea) {
    if (seen.contains("threw")) {
      return ERROR;
    }
    return seen.contains("ended") ? END : idea;
  }
}

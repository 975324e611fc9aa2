package asynclab.poll;

import static asynclab.poll.Fixture.read;
import static asynclab.poll.Fixture.ready;
import static asynclab.poll.Interest.READABLE;
import static asynclab.poll.Interest.WRITABLE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What every poller owes, on real sockets.
@ExtendWith(CountedByPoller.class)
class PollerContractTest {
  private static final String NO_EDGES = "nothing on Windows tells what is new";
  private static final String BOTH_BROKEN =
      "loses one of two directions that are watched on one descriptor";

  @ParameterizedTest
  @MethodSource("asynclab.poll.Pollers#all")
  void level_reports_what_is_left(Pollers.Opener opener) throws Exception {
    assertEquals(List.of("0123", "4567", "89"), eventsForTenBytesReadByFour(opener, READABLE));
  }

  @ParameterizedTest
  @MethodSource("asynclab.poll.Pollers#knowingEdges")
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = NO_EDGES)
  void edge_reports_what_arrives(Pollers.Opener opener) throws Exception {
    assertEquals(List.of("0123"), eventsForTenBytesReadByFour(opener, READABLE.edge()));
  }

  @ParameterizedTest
  @MethodSource("asynclab.poll.Pollers#all")
  void what_was_there_before_registration_is_reported(Pollers.Opener opener) throws Exception {
    try (var poll = Poll.over(opener.open());
        var pair = Fixture.pair()) {
      pair.send("early");

      poll.registry().register(pair.server(), new Token(1), READABLE);

      assertEquals(List.of("Token(1) readable"), ready(poll));
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.poll.Pollers#knowingEdges")
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = NO_EDGES)
  void one_more_byte_is_a_new_edge_for_all_that_is_there(Pollers.Opener opener) throws Exception {
    try (var poll = Poll.over(opener.open());
        var pair = Fixture.pair()) {
      poll.registry().register(pair.server(), new Token(1), READABLE.edge());
      pair.send("0123456789");
      ready(poll);
      read(pair.server(), 4);

      pair.send("x");

      assertEquals(List.of("Token(1) readable"), ready(poll));
      assertEquals("456789x", read(pair.server(), 64));
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.poll.Pollers#knowingEdges")
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = NO_EDGES)
  void what_was_there_before_registration_is_an_edge(Pollers.Opener opener) throws Exception {
    try (var poll = Poll.over(opener.open());
        var pair = Fixture.pair()) {
      pair.send("early");

      poll.registry().register(pair.server(), new Token(1), READABLE.edge());
      var first = ready(poll);
      poll.registry().reregister(pair.server(), new Token(2), READABLE.edge());
      var again = ready(poll);

      assertEquals(List.of("Token(1) readable"), first);
      assertEquals(List.of("Token(2) readable"), again);
      assertEquals(List.of(), ready(poll));
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.poll.Pollers#all")
  void one_shot_is_silent_until_it_is_registered_again(Pollers.Opener opener) throws Exception {
    try (var poll = Poll.over(opener.open());
        var pair = Fixture.pair()) {
      poll.registry().register(pair.server(), new Token(1), READABLE.oneShot());
      pair.send("a");

      var transcript = new ArrayList<List<String>>();
      transcript.add(ready(poll));
      pair.send("b");
      transcript.add(ready(poll));
      poll.registry().reregister(pair.server(), new Token(1), READABLE.oneShot());
      transcript.add(ready(poll));

      var once = List.of("Token(1) readable");
      assertEquals(List.of(once, List.of(), once), transcript);
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.poll.Pollers#all")
  void only_the_interest_asked_for_is_reported(Pollers.Opener opener) throws Exception {
    Pollers.skipLibkqueue(opener, BOTH_BROKEN);
    try (var poll = Poll.over(opener.open());
        var pair = Fixture.pair()) {
      pair.send("a");
      poll.registry().register(pair.server(), new Token(1), WRITABLE);
      var writable = ready(poll);
      poll.registry().reregister(pair.server(), new Token(1), READABLE.and(WRITABLE));
      var both = ready(poll);

      assertEquals(List.of("Token(1) writable"), writable);
      assertEquals(List.of("Token(1) readable+writable"), both);
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.poll.Pollers#all")
  void an_end_of_stream_is_readable_and_read_closed(Pollers.Opener opener) throws Exception {
    try (var poll = Poll.over(opener.open());
        var pair = Fixture.pair()) {
      poll.registry().register(pair.server(), new Token(1), READABLE);

      pair.end();

      assertEquals(List.of("Token(1) readable+read-closed"), ready(poll));
      assertEquals("END", read(pair.server(), 64));
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.poll.Pollers#all")
  @DisabledIfSystemProperty(
      named = "asynclab.wine",
      matches = "true",
      disabledReason = "Wine 8 tells the end when the bytes before it have been read")
  void an_end_behind_bytes_shows_before_they_are_read(Pollers.Opener opener) throws Exception {
    try (var poll = Poll.over(opener.open());
        var pair = Fixture.pair()) {
      pair.send("bye");
      pair.end();
      poll.registry().register(pair.server(), new Token(1), READABLE);

      assertEquals(List.of("Token(1) readable+read-closed"), ready(poll));
      assertEquals("bye", read(pair.server(), 64));
      assertEquals("END", read(pair.server(), 64));
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.poll.Pollers#knowingEdges")
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = NO_EDGES)
  void a_late_end_is_a_second_edge(Pollers.Opener opener) throws Exception {
    try (var poll = Poll.over(opener.open());
        var pair = Fixture.pair()) {
      poll.registry().register(pair.server(), new Token(1), READABLE.edge());
      pair.send("answer");
      var data = ready(poll);
      read(pair.server(), 64);

      pair.end();
      var end = ready(poll);

      assertEquals(List.of("Token(1) readable"), data);
      assertEquals(List.of("Token(1) readable+read-closed"), end);
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.poll.Pollers#all")
  void one_shot_of_both_directions_is_one_event(Pollers.Opener opener) throws Exception {
    Pollers.skipLibkqueue(opener, BOTH_BROKEN);
    try (var poll = Poll.over(opener.open());
        var pair = Fixture.pair()) {
      poll.registry().register(pair.server(), new Token(1), READABLE.and(WRITABLE).oneShot());

      var first = ready(poll);
      pair.send("a");
      var second = ready(poll);
      poll.registry().reregister(pair.server(), new Token(1), READABLE.and(WRITABLE).oneShot());

      assertEquals(List.of("Token(1) writable"), first);
      assertEquals(List.of(), second);
      assertEquals(List.of("Token(1) readable+writable"), ready(poll));
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.poll.Pollers#all")
  void more_ready_sources_than_room_come_with_the_next_waits(Pollers.Opener opener)
      throws Exception {
    var counts = countsOfFiveReadyWithRoomForTwo(opener, READABLE.oneShot());

    assertEquals(List.of(2, 2, 1, 0), counts);
  }

  @ParameterizedTest
  @MethodSource("asynclab.poll.Pollers#knowingEdges")
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = NO_EDGES)
  void so_do_more_edges_than_room(Pollers.Opener opener) throws Exception {
    assertEquals(List.of(2, 2, 1, 0), countsOfFiveReadyWithRoomForTwo(opener, READABLE.edge()));
  }

  @ParameterizedTest
  @MethodSource("asynclab.poll.Pollers#all")
  void a_small_room_serves_everybody_in_turn(Pollers.Opener opener) throws Exception {
    try (var poll = Poll.over(opener.open())) {
      var pairs = fiveReady(poll, READABLE);

      var seen = new TreeSet<String>();
      for (var wait = 0; wait < 5; wait++) seen.addAll(ready(poll, 2));

      assertEquals(5, seen.size(), seen.toString());
      for (var pair : pairs) pair.close();
    }
  }

  private static List<String> eventsForTenBytesReadByFour(Pollers.Opener opener, Interest interest)
      throws Exception {
    try (var poll = Poll.over(opener.open());
        var pair = Fixture.pair()) {
      poll.registry().register(pair.server(), new Token(1), interest);
      pair.send("0123456789");
      var reads = new ArrayList<String>();
      while (!ready(poll).isEmpty()) reads.add(read(pair.server(), 4));
      return reads;
    }
  }

  private static List<Integer> countsOfFiveReadyWithRoomForTwo(
      Pollers.Opener opener, Interest interest) throws Exception {
    try (var poll = Poll.over(opener.open())) {
      var pairs = fiveReady(poll, interest);
      var counts = Stream.generate(() -> count(poll, 2)).limit(4).toList();
      for (var pair : pairs) pair.close();
      return counts;
    }
  }

  private static List<Fixture> fiveReady(Poll poll, Interest interest) throws IOException {
    var pairs = new ArrayList<Fixture>();
    for (var i = 0; i < 5; i++) {
      var pair = Fixture.pair();
      pairs.add(pair);
      poll.registry().register(pair.server(), new Token(i), interest);
      pair.send("x");
    }
    return pairs;
  }

  private static int count(Poll poll, int capacity) {
    try {
      return ready(poll, capacity).size();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}

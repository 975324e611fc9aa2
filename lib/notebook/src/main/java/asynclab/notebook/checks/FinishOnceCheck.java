package asynclab.notebook.checks;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import asynclab.poll.Interest;
import asynclab.poll.Poll;
import asynclab.poll.TcpStream;
import asynclab.poll.Token;
import asynclab.syscalls.SyscallException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The check `04.finish-once`: two real connections, and ends that come late, early or as a reset.
@Examination
final class FinishOnceCheck {
  static final Exercise<Collector> EXERCISE =
      new Exercise<>(
          "04.finish-once",
          Collector.class,
          "Collector mine = (poll, streams) -> order;",
          FinishOnceCheck.class);

  private static final String LATE_END =
      "the bytes were one event, the end another, and it has been: a read at that event says END";

  /// What a peer does.
  @FunctionalInterface
  interface Act {
    void on(Loopback peer) throws IOException;
  }

  /// What the peer of one of the two streams does while the learner's loop sleeps.
  record Step(int stream, Act act) {}

  /// One play, how it ends, and the idea behind another answer or none.
  record Play(String tried, String expected, String idea, String hang, List<Step> steps) {
    String why(String seen) {
      return seen.equals("[0, 0]")
          ? "counts events: the late end of stream 0 was a second one"
          : idea;
    }
  }

  private static final List<Play> PLAYS =
      List.of(
          new Play(
              "both answer, and end later",
              "[0, 1]",
              "an event is a hint: a stream has ended when a read says END, and only then",
              LATE_END,
              List.of(says(0), ends(0), says(1), ends(1))),
          new Play(
              "0 answers first, 1 ends first",
              "[1, 0]",
              "takes the first bytes for the end: a stream has ended when a read says END",
              LATE_END,
              List.of(says(0), says(1), ends(1), ends(0))),
          new Play(
              "the end comes with the bytes",
              "[0, 1]",
              "the end was there behind the bytes: read on until END or WOULD_BLOCK",
              "the end came with the bytes, in one event: nobody will tell of it again",
              List.of(saysAndEnds(0), saysAndEnds(1))),
          new Play(
              "0 is reset, 1 ends",
              "[0, 1]",
              "a reset is an end too: the read throws, and the stream is over",
              "a reset is an end too, and it was the last event of stream 0",
              List.of(new Step(0, Loopback::reset), ends(1))));

  private static Step says(int stream) {
    return new Step(stream, peer -> peer.say("R" + stream));
  }

  private static Step ends(int stream) {
    return new Step(stream, Loopback::end);
  }

  private static Step saysAndEnds(int stream) {
    return new Step(
        stream,
        peer -> {
          peer.say("R" + stream);
          peer.end();
          peer.awaitEnd(); // so that both are there before the loop is told of either
        });
  }

  @TestFactory
  Stream<DynamicTest> plays(Collector collector, Trial trial) {
    return PLAYS.stream().map(play -> dynamicTest(play.tried, () -> run(play, collector, trial)));
  }

  private static void run(Play play, Collector collector, Trial trial) throws Exception {
    trial.ifItHangs(play.hang);
    try (var first = Loopback.connect();
        var second = Loopback.connect();
        var poll = Poll.over(new SleepPoller(player(play, List.of(first, second))))) {
      trial.closeIfItHangs(poll);
      var streams = List.of(first.near(), second.near());
      for (var i = 0; i < 2; i++) {
        poll.registry().register(streams.get(i), new Token(i), Interest.READABLE.edge());
      }
      trial.expect(play.expected, () -> collected(collector, poll, streams), play::why);
    }
  }

  private static Object collected(Collector collector, Poll poll, List<TcpStream> streams)
      throws IOException {
    try {
      return collector.collect(poll, streams);
    } catch (SyscallException e) {
      return "threw " + e.getMessage();
    }
  }

  /// Plays the next step of which an event comes: a stream that the learner has closed has none.
  private static SleepPoller.Sleep player(Play play, List<Loopback> peers) {
    var steps = new ArrayDeque<>(play.steps);
    return () -> {
      while (!steps.isEmpty()) {
        var step = steps.remove();
        var peer = peers.get(step.stream);
        if (peer.near().isOpen()) {
          step.act.on(peer);
          return;
        }
      }
    };
  }
}

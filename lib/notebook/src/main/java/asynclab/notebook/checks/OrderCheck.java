package asynclab.notebook.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import asynclab.notebook.DelayServer;
import asynclab.poll.Events;
import asynclab.poll.Interest;
import asynclab.poll.Poll;
import asynclab.poll.TcpStream;
import asynclab.poll.Token;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The check `00.order`: asks the three requests and compares the guess with what happened.
@Examination
final class OrderCheck {
  static final Exercise<Guess> EXERCISE =
      new Exercise<>(
          "00.order",
          Guess.class,
          "Guess mine = () -> List.of(\"R0\", \"R1\", \"R2\");",
          OrderCheck.class);

  /// What R0, R1 and R2 ask for, in steps.
  private static final List<Integer> STEPS = List.of(2, 3, 1);

  private static final String BY_DELAY = "[R2, R0, R1]";

  /// A machine that stands still for longer than a step mixes the answers up, so on a busy one we
  /// ask again with longer steps: what is judged is the order alone.
  private static final List<Integer> STEP_MILLIS = List.of(100, 200, 400);

  private static final int TURNS_MAX = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  @BeforeAll
  static void warmUp() throws IOException {
    var _ = run(0); // the first connections of a cold JVM are slow
  }

  @Test
  @DisplayName("R0 asks for 2, R1 for 3, R2 for 1")
  void order(Guess guess, Trial trial) throws Exception {
    trial.ifItHangs("a guess is a list of three names, and needs no wait");
    var happened = "";
    for (var i = 0; i < STEP_MILLIS.size() && !happened.equals(BY_DELAY); i++) {
      happened = run(STEP_MILLIS.get(i)).toString();
    }
    assertEquals(
        BY_DELAY, happened, "this machine was too busy to keep the delays apart: run it again");
    trial.expect(happened, guess::order, OrderCheck::idea);
  }

  private static String idea(String seen) {
    return switch (seen) {
      case "[R0, R1, R2]" -> "that is the order of asking: nobody waits for another";
      case "[R1, R0, R2]" -> "that is the longest first: it is over last";
      default -> "each is answered when its own delay is over";
    };
  }

  private static List<String> run(int stepMillis) throws IOException {
    var order = new ArrayList<String>();
    var streams = new ArrayList<TcpStream>();
    try (var server = DelayServer.start();
        var poll = Poll.open()) {
      for (var i = 0; i < STEPS.size(); i++) {
        var stream = TcpStream.connect(server.address());
        streams.add(stream);
        poll.registry().register(stream, new Token(i), Interest.WRITABLE);
      }
      var events = Events.withCapacity(STEPS.size());
      for (var turn = 0; turn < TURNS_MAX && order.size() < STEPS.size(); turn++) {
        poll.poll(events, PATIENCE);
        for (var event : events) {
          var i = (int) event.token().value();
          var stream = streams.get(i);
          if (event.isWritable()) {
            ask(server, stream, STEPS.get(i) * stepMillis);
            poll.registry().reregister(stream, event.token(), Interest.READABLE);
          } else if (hasEnded(stream)) {
            order.add("R" + i);
            stream.close();
          }
        }
      }
    } finally {
      for (var stream : streams) {
        stream.close();
      }
    }
    return order;
  }

  private static void ask(DelayServer server, TcpStream stream, int millis) throws IOException {
    var text = server.request(millis, "hello").getBytes(StandardCharsets.UTF_8);
    stream.write(ByteBuffer.allocateDirect(text.length).put(text).flip());
  }

  private static boolean hasEnded(TcpStream stream) throws IOException {
    return stream.read(ByteBuffer.allocateDirect(4096)) == TcpStream.END;
  }
}

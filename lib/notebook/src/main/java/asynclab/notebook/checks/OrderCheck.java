package asynclab.notebook.checks;

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

  /// What R0, R1 and R2 ask for: 2, 3 and 1 steps of 100 ms.
  private static final List<Integer> STEPS = List.of(2, 3, 1);

  private static final int STEP_MILLIS = 100;
  private static final int TURNS_MAX = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  @Test
  @DisplayName("R0 asks for 2, R1 for 3, R2 for 1")
  void order(Guess guess, Trial trial) throws Exception {
    trial.ifItHangs("three answers within a second were expected");
    trial.expect(run().toString(), guess::order, OrderCheck::idea);
  }

  private static String idea(String seen) {
    return switch (seen) {
      case "[R0, R1, R2]" -> "that is the order of asking: nobody waits for another";
      case "[R1, R0, R2]" -> "that is the longest first: it is over last";
      default -> "each is answered when its own delay is over";
    };
  }

  private static List<String> run() throws IOException {
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
            ask(server, stream, STEPS.get(i) * STEP_MILLIS);
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

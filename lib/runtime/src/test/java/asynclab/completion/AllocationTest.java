package asynclab.completion;

import static asynclab.completion.Talk.room;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import asynclab.Garbage;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The hot path allocates nothing once it is compiled: wait, go through the completions, receive,
/// send.
@Tag("child-process")
class AllocationTest {
  private static final int TURNS = 20_000;

  @ParameterizedTest
  @MethodSource("asynclab.completion.Queues#names")
  void a_compiled_echo_loop_allocates_nothing(String queue) throws Exception {
    assumeFalse(queue.startsWith("emulated"), "an emulated queue makes objects");

    Garbage.assertNone(Child.class, queue);
  }

  static final class Child {
    public static void main(String... args) throws Exception {
      try (var talk = Talk.connected(Queues.named(args[0]))) {
        var done = Completions.withCapacity(16);
        var there = room(64);
        var back = room(64);
        talk.queue().recv(talk.server(), there, 1);
        Garbage.print(() -> echo(talk, done, there, back));
      }
    }

    private static void echo(Talk talk, Completions done, MemorySegment there, MemorySegment back)
        throws Exception {
      var queue = talk.queue();
      queue.recv(talk.client(), back, 2);
      queue.send(talk.client(), there, 32, 3);
      for (var turns = 0; turns < TURNS; ) {
        queue.await(done, Talk.WATCHDOG);
        for (var each : done) {
          if (each.token() == 1) {
            queue.send(talk.server(), there, each.result(), 4);
            queue.recv(talk.server(), there, 1);
          } else if (each.token() == 2 && ++turns < TURNS) {
            queue.send(talk.client(), back, each.result(), 3);
            queue.recv(talk.client(), back, 2);
          }
        }
      }
    }
  }
}

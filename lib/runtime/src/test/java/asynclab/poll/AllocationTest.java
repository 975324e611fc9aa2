package asynclab.poll;

import asynclab.Garbage;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The hot path allocates nothing once it is compiled: wait, go through the events, read, write.
@Tag("child-process")
class AllocationTest {
  private static final int TURNS = 20_000;

  @ParameterizedTest
  @MethodSource("asynclab.poll.Pollers#all")
  void a_turn_of_a_compiled_echo_loop_allocates_nothing(Pollers.Opener opener) throws Exception {
    Pollers.skipCompletion(opener, "has the times of its waits as objects");

    Garbage.assertNone(Child.class, opener.name());
  }

  static final class Child {
    public static void main(String... args) throws Exception {
      try (var poll = Poll.over(Pollers.named(args[0]).open());
          var pair = Fixture.pair()) {
        poll.registry().register(pair.server(), new Token(1), Interest.READABLE);
        var events = Events.withCapacity(16);
        var buffer = Arena.global().allocate(64);
        Garbage.print(() -> echo(poll, events, pair, buffer));
      }
    }

    private static void echo(Poll poll, Events events, Fixture pair, MemorySegment buffer)
        throws Exception {
      for (var turn = 0; turn < TURNS; turn++) {
        pair.client().write(buffer, 64);
        poll.poll(events, Fixture.WATCHDOG);
        for (var event : events) {
          if (event.isReadable()) pair.server().write(buffer, pair.server().read(buffer));
        }
        pair.client().read(buffer);
      }
    }
  }
}

package asynclab.poll;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The hot path allocates nothing once it is compiled: wait, go through the events, read, write.
class AllocationTest {
  private static final int TURNS = 20_000;
  private static final int ROUNDS_MAX = 60;

  @ParameterizedTest
  @MethodSource("asynclab.poll.Pollers#all")
  void a_turn_of_a_compiled_echo_loop_allocates_nothing(Pollers.Opener opener) throws Exception {
    Pollers.skipCompletion(opener, "has the times of its waits as objects");
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (var poll = Poll.over(opener.open());
        var pair = Fixture.pair()) {
      poll.registry().register(pair.server(), new Token(1), Interest.READABLE);
      var events = Events.withCapacity(16);
      var buffer = Arena.global().allocate(64);

      var bytes = Long.MAX_VALUE;
      for (var round = 0; round < ROUNDS_MAX && bytes > 0; round++) {
        var before = threads.getCurrentThreadAllocatedBytes();
        echo(poll, events, pair, buffer);
        bytes = threads.getCurrentThreadAllocatedBytes() - before;
      }

      assertEquals(0, bytes, "bytes in the last " + TURNS + " turns, after warm-up");
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

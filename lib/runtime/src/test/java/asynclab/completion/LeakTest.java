package asynclab.completion;

import static asynclab.completion.Talk.room;
import static asynclab.completion.Talk.told;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Nothing is left behind: no descriptor, and on the hot path no object.
@Timeout(120)
class LeakTest {
  private static final int CYCLES = Talk.WINE ? 200 : 10_000;
  private static final int TURNS = 20_000;
  private static final int ROUNDS_MAX = 60;

  @ParameterizedTest
  @MethodSource("asynclab.completion.Queues#all")
  void thousands_of_connections_leave_no_descriptor(Queues.Opener opener) throws Exception {
    var before = Talk.descriptors();
    try (var queue = opener.open();
        var listener = Endpoint.loopback()) {
      for (var i = 0; i < CYCLES; i++) {
        try (var client = Endpoint.toConnect(listener.address());
            var server = Talk.connect(queue, listener, client)) {
          queue.recv(server, room(8), 1);
          client.resetOnClose(); // keeps no port in TIME_WAIT
        }
        told(queue, 1);
      }
    }

    assertEquals(before, Talk.descriptors());
  }

  @ParameterizedTest
  @MethodSource("asynclab.completion.Queues#all")
  void hundreds_of_queues_closed_with_operations_under_way_leave_nothing(Queues.Opener opener)
      throws Exception {
    var before = Talk.descriptors();
    for (var i = 0; i < CYCLES / 10; i++) {
      try (var queue = opener.open();
          var listener = Endpoint.loopback()) {
        queue.accept(listener, 1);
        queue.nop(2);
        told(queue, 1);
      }
    }

    assertEquals(before, Talk.descriptors());
  }

  @ParameterizedTest
  @MethodSource("asynclab.completion.Queues#all")
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no limit that could be lowered")
  void no_room_for_a_descriptor_is_the_accepts_result_and_the_caller_waits(Queues.Opener opener)
      throws Exception {
    try (var queue = opener.open();
        var listener = Endpoint.loopback();
        var client = Endpoint.toConnect(listener.address())) {
      Talk.connect(queue, listener, Endpoint.toConnect(listener.address()))
          .close(); // loads classes
      queue.connect(client, listener.address(), 1);
      told(queue, 1);

      List<String> refused;
      try (var _ = OpenFiles.noMore()) {
        queue.accept(listener, 2);
        refused = told(queue, 1);
      }
      queue.accept(listener, 3);
      var server = Talk.await(queue, 1).getFirst();

      assertEquals(List.of("token 2: EMFILE"), refused);
      try (var late = Endpoint.of(server.result())) {
        assertEquals(client.address(), late.peerAddress());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.completion.Queues#all")
  void a_compiled_echo_loop_allocates_nothing(Queues.Opener opener) throws Exception {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    assumeFalse(Talk.WINE, "it would take minutes");
    try (var talk = Talk.connected(opener)) {
      assumeTrue(!(talk.queue() instanceof EmulatedQueue), "an emulated queue makes objects");
      var done = Completions.withCapacity(16);
      var there = room(64);
      var back = room(64);
      talk.queue().recv(talk.server(), there, 1);

      var bytes = Long.MAX_VALUE;
      for (var round = 0; round < ROUNDS_MAX && bytes > 0; round++) {
        var before = threads.getCurrentThreadAllocatedBytes();
        echo(talk, done, there, back);
        bytes = threads.getCurrentThreadAllocatedBytes() - before;
      }

      assertEquals(0, bytes, "bytes in the last " + TURNS + " turns, after warm-up");
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

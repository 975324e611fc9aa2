package asynclab.completion;

import static asynclab.completion.Talk.room;
import static asynclab.completion.Talk.told;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// No descriptor is left behind.
@Timeout(120)
class LeakTest {
  private static final int CYCLES = Talk.WINE ? 200 : 10_000;

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
}

package asynclab.fibers.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import asynclab.syscalls.Routine;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Fibers that hand on to the next without a scheduler.
@EnabledWhereASwitchIs
class RingTest {
  static Stream<Routine> switches() {
    return Switches.all(Abi.current()).stream();
  }

  @ParameterizedTest
  @MethodSource("switches")
  void a_turn_makes_as_many_switches_as_it_is_told(Routine switching) throws Exception {
    try (var ring = Ring.open(switching, 3, 3)) {
      for (var switches = 1; switches <= 1000; switches *= 10) {
        ring.turn(switches);

        assertEquals(-1, ring.left());
      }
    }
  }

  @Test
  void a_ring_of_one_or_of_none_is_refused() {
    var switching = Switches.routine(Abi.current());

    assertThrows(IllegalArgumentException.class, () -> Ring.open(switching, 1));
    assertThrows(IllegalArgumentException.class, () -> Ring.open(switching, 2, 3));
  }

  @Test
  void no_turn_is_refused() throws Exception {
    try (var ring = Ring.open(Switches.routine(Abi.current()), 2)) {
      assertThrows(IllegalArgumentException.class, () -> ring.turn(0));
    }
  }
}

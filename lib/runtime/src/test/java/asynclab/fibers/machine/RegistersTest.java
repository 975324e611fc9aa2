package asynclab.fibers.machine;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.syscalls.Routine;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a switch must keep is kept, each register by its name.
@EnabledWhereASwitchIs
class RegistersTest {
  private static final int ROUNDS = 5;
  private static final List<Long> IDS = List.of(1L, 2L, 3L);

  /// A switch without control words would give Java a fiber's way of rounding.
  static Stream<Routine> wholeSwitches() {
    var abi = Abi.current();
    return Stream.of(Switches.routine(abi), Switches.jumping(abi));
  }

  @ParameterizedTest
  @MethodSource("wholeSwitches")
  void every_register_survives_every_switch(Routine switching) throws Exception {
    var abi = Abi.current();
    try (var arena = Arena.ofConfined();
        var fibers = MachineFibers.open(switching)) {
      var found = new LinkedHashMap<Long, MemorySegment>();
      for (var who : IDS) {
        var room = arena.allocate(JAVA_LONG, (long) ROUNDS * Bodies.held(abi).size());
        found.put(who, room);
        fibers.spawn(Bodies.holding(abi), who, ROUNDS, room.address());
      }

      fibers.run();

      for (var who : IDS) {
        for (var round = 0; round < ROUNDS; round++) {
          assertEquals(expected(abi, who), found(abi, found.get(who), round));
        }
      }
    }
  }

  @Test
  void java_rounds_as_before() throws Exception {
    var abi = Abi.current();
    var before = 1.0 / 3;
    try (var arena = Arena.ofConfined();
        var fibers = MachineFibers.open()) {
      var room = arena.allocate(JAVA_LONG, (long) ROUNDS * Bodies.held(abi).size());
      fibers.spawn(Bodies.holding(abi), 2, ROUNDS, room.address()); // 2 rounds upwards

      fibers.yield();

      assertEquals(before, divide(1, 3));
    }
  }

  private static double divide(double a, double b) {
    return a / b;
  }

  @Test
  void a_context_holds_each_register_under_its_own_name() throws Exception {
    var abi = Abi.current();
    try (var arena = Arena.ofConfined();
        var fibers = MachineFibers.open()) {
      var room = arena.allocate(JAVA_LONG, Bodies.held(abi).size());
      var fiber = fibers.spawn(Bodies.holding(abi), 1, 1, room.address());

      fibers.yield();

      var context = fiber.context();
      var saved = new LinkedHashMap<String, Long>();
      for (var name : Bodies.held(abi)) saved.put(name, control(name, context.get(name)));
      assertEquals(expected(abi, 1), saved);
      fibers.run();
    }
  }

  @Test
  void a_context_can_be_changed_before_its_turn_comes() throws Exception {
    var abi = Abi.current();
    try (var fibers = MachineFibers.open()) {
      var fiber = fibers.spawn(Bodies.counting(abi), 1, 1);
      var other = fibers.closure(7, 0);

      fiber.context().set(abi.argumentRegister(), other);
      fibers.run();

      assertEquals(List.of(new Note(7, Note.STARTS), new Note(7, Note.ENDS)), fibers.log());
    }
  }

  @Test
  void a_context_refuses_a_register_that_it_has_not() throws Exception {
    try (var fibers = MachineFibers.open()) {
      var context = fibers.slots().get(1).context();

      var refusal = assertThrows(IllegalArgumentException.class, () -> context.set("eflags", 1));

      assertTrue(refusal.getMessage().contains("has no eflags; it has ["), refusal.getMessage());
    }
  }

  private static Map<String, Long> expected(Abi abi, long who) {
    var names = Bodies.held(abi);
    return LongStream.range(0, names.size())
        .boxed()
        .collect(
            toMap(
                i -> names.get(i.intValue()),
                i -> expected(names.get(i.intValue()), who, i + 1),
                (a, _) -> a,
                LinkedHashMap::new));
  }

  private static long expected(String name, long who, long k) {
    return switch (name) {
      case "mxcsr" -> 0x1f80 | who << 13;
      case "x87cw" -> 0x37f | who << 10;
      case "fpcr" -> who << 22;
      default -> (who << 32) + k;
    };
  }

  private static Map<String, Long> found(Abi abi, MemorySegment room, int round) {
    var found = new LinkedHashMap<String, Long>();
    var at = round * Bodies.held(abi).size();
    for (var name : Bodies.held(abi)) {
      found.put(name, control(name, room.getAtIndex(JAVA_LONG, at++)));
    }
    return found;
  }

  /// Six bits of mxcsr say what has happened, not what shall happen.
  private static long control(String name, long value) {
    return name.equals("mxcsr") ? value & ~0x3fL : value;
  }
}

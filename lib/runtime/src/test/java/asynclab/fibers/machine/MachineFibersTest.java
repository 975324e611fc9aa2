package asynclab.fibers.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.syscalls.Routine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Fibers in machine code, and their scheduler.
@EnabledWhereASwitchIs
class MachineFibersTest {
  private static final long FIRST = 1;
  private static final long SECOND = 2;

  private final Abi abi = Here.hasSwitch() ? Abi.current() : Abi.SYSTEM_V;
  private final Routine counting = Bodies.counting(abi);

  static Stream<Routine> switches() {
    return Switches.all(Abi.current()).stream();
  }

  @ParameterizedTest
  @MethodSource("switches")
  void two_fibers_that_count_to_ten_and_fifteen_take_turns(Routine switching) throws Exception {
    try (var fibers = MachineFibers.open(switching)) {
      fibers.spawn(counting, FIRST, 10);
      fibers.spawn(counting, SECOND, 15);

      fibers.run();

      assertEquals(
          """
          fiber 1 starts
          fiber 1 counts 0
          fiber 2 starts
          fiber 2 counts 0
          fiber 1 counts 1
          fiber 2 counts 1
          fiber 1 counts 2
          fiber 2 counts 2
          fiber 1 counts 3
          fiber 2 counts 3
          fiber 1 counts 4
          fiber 2 counts 4
          fiber 1 counts 5
          fiber 2 counts 5
          fiber 1 counts 6
          fiber 2 counts 6
          fiber 1 counts 7
          fiber 2 counts 7
          fiber 1 counts 8
          fiber 2 counts 8
          fiber 1 counts 9
          fiber 2 counts 9
          fiber 1 ends
          fiber 2 counts 10
          fiber 2 counts 11
          fiber 2 counts 12
          fiber 2 counts 13
          fiber 2 counts 14
          fiber 2 ends
          """,
          transcript(fibers));
    }
  }

  @Test
  void a_fiber_begins_when_its_turn_comes_and_not_when_it_is_spawned() throws Exception {
    try (var fibers = MachineFibers.open()) {
      var fiber = fibers.spawn(counting, FIRST, 1);

      assertEquals(List.of(), fibers.log());
      assertEquals(State.READY, fiber.state());
    }
  }

  @Test
  void java_has_a_turn_like_each_of_them() throws Exception {
    try (var fibers = MachineFibers.open()) {
      fibers.spawn(counting, FIRST, 2);

      assertTrue(fibers.yield());

      assertEquals("fiber 1 starts\nfiber 1 counts 0\n", transcript(fibers));
    }
  }

  @Test
  void nobody_is_ready_when_all_have_ended() throws Exception {
    try (var fibers = MachineFibers.open()) {
      fibers.spawn(counting, FIRST, 0);
      fibers.run();

      assertFalse(fibers.yield());

      assertEquals("fiber 1 starts\nfiber 1 ends\n", transcript(fibers));
    }
  }

  @Test
  void the_slot_of_a_fiber_that_has_ended_is_used_again() throws Exception {
    try (var fibers = MachineFibers.open()) {
      fibers.spawn(counting, FIRST, 1);
      var second = fibers.spawn(counting, SECOND, 3);
      while (fibers.slots().get(1).state() != State.AVAILABLE) fibers.yield();

      var third = fibers.spawn(counting, 3, 1);

      assertEquals(State.READY, second.state());
      assertEquals(1, third.slot());
      fibers.run();
      assertTrue(transcript(fibers).endsWith("fiber 3 ends\nfiber 2 ends\n"), transcript(fibers));
    }
  }

  @Test
  void a_hundred_fibers_run_in_three_slots_one_after_another() throws Exception {
    try (var fibers = MachineFibers.open()) {
      for (var who = 0; who < 100; who++) {
        fibers.spawn(counting, who, 1);
        fibers.run();
      }

      var ended = fibers.log().stream().filter(note -> note.what() == Note.ENDS).map(Note::who);
      assertEquals(IntStream.range(0, 100).mapToObj(i -> (long) i).toList(), ended.toList());
    }
  }

  @Test
  void a_fourth_fiber_that_lives_is_refused() throws Exception {
    try (var fibers = MachineFibers.open()) {
      for (var who = 1; who <= 3; who++) fibers.spawn(counting, who, 1);

      var refusal = assertThrows(IllegalStateException.class, () -> fibers.spawn(counting, 4, 1));

      assertEquals(
          "no slot is free, 3 fibers live: yield() or run() until one has ended",
          refusal.getMessage());
      fibers.run();
      assertEquals(3 * 3, fibers.log().size());
    }
  }

  @Test
  void a_fiber_spawns_another() throws Exception {
    try (var fibers = MachineFibers.open()) {
      var inner = fibers.closure(SECOND, 2);
      fibers.spawn(Bodies.spawning(abi), FIRST, fibers.address(counting), inner);

      fibers.run();

      assertEquals(
          """
          fiber 1 starts
          fiber 1 spawns another
          fiber 2 starts
          fiber 2 counts 0
          fiber 1 ends
          fiber 2 counts 1
          fiber 2 ends
          """,
          transcript(fibers));
    }
  }

  @Test
  void a_fiber_that_finds_no_slot_is_told_so() throws Exception {
    try (var fibers = MachineFibers.open()) {
      var inner = fibers.closure(9, 1);
      fibers.spawn(Bodies.spawning(abi), FIRST, fibers.address(counting), inner);
      fibers.spawn(counting, SECOND, 1);
      fibers.spawn(counting, 3, 1);

      fibers.run();

      assertTrue(fibers.log().contains(new Note(FIRST, Note.NO_SLOT)), transcript(fibers));
      assertTrue(fibers.log().stream().noneMatch(note -> note.who() == 9), transcript(fibers));
    }
  }

  @Test
  void what_finds_no_room_in_the_log_is_counted() throws Exception {
    try (var fibers = MachineFibers.open()) {
      fibers.spawn(counting, FIRST, 5000);

      fibers.run();

      assertEquals(4096, fibers.log().size());
      assertEquals(1 + 5000 + 1 - 4096, fibers.lostNotes());
    }
  }

  @Test
  void the_collector_runs_while_fibers_wait() throws Exception {
    try (var fibers = MachineFibers.open()) {
      for (var who = 1; who <= 3; who++) fibers.spawn(counting, who, 100);
      var kept = new ArrayList<byte[]>();

      for (var turn = 0; turn < 100; turn++) {
        kept.add(new byte[1000]);
        if (turn % 25 == 0) System.gc();
        fibers.yield();
      }
      fibers.run();

      assertEquals(3 * 102, fibers.log().size());
      assertEquals(100, kept.size());
    }
  }

  @Test
  void switches_are_counted() throws Exception {
    try (var fibers = MachineFibers.open()) {
      fibers.spawn(counting, FIRST, 2);

      fibers.run();

      assertEquals(3 * 2, fibers.switches()); // three turns: to the fiber and back
    }
  }

  @Test
  void an_interrupted_thread_stops_giving_turns() throws Exception {
    try (var fibers = MachineFibers.open()) {
      var fiber = fibers.spawn(counting, FIRST, 1);
      Thread.currentThread().interrupt();

      fibers.run();

      assertTrue(Thread.interrupted());
      assertEquals(State.READY, fiber.state());
    }
  }

  @Test
  void fibers_that_have_not_ended_are_closed_with_the_others() throws Exception {
    var fibers = MachineFibers.open();
    fibers.spawn(counting, FIRST, 3);
    fibers.yield();

    fibers.close();
    fibers.close();

    var refusal = assertThrows(IllegalStateException.class, fibers::yield);
    assertEquals("these fibers are closed: open others", refusal.getMessage());
  }

  @Test
  void another_thread_is_refused() throws Exception {
    try (var fibers = MachineFibers.open()) {
      var attempt =
          new FutureTask<>(() -> assertThrows(IllegalStateException.class, fibers::yield));
      Thread.ofPlatform().name("stranger").start(attempt);

      var refusal = attempt.get().getMessage();

      assertTrue(refusal.endsWith(", which opened them, and this is stranger"), refusal);
    }
  }

  @Test
  void a_closure_with_too_many_words_is_refused() throws Exception {
    try (var fibers = MachineFibers.open()) {
      assertThrows(IllegalArgumentException.class, () -> fibers.spawn(counting, 1, 2, 3, 4, 5));
    }
  }

  @Test
  void base_has_no_stack_to_look_at() throws Exception {
    try (var fibers = MachineFibers.open()) {
      var base = fibers.slots().getFirst();

      assertEquals(State.RUNNING, base.state());
      assertThrows(IllegalStateException.class, base::stack);
    }
  }

  private static String transcript(MachineFibers fibers) {
    return fibers.log().stream().map(note -> note + "\n").collect(Collectors.joining());
  }
}

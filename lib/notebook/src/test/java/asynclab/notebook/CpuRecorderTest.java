package asynclab.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.notebook.CpuTrace.End;
import asynclab.notebook.CpuTrace.Ready;
import asynclab.syscalls.Sched;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// Threads on the real scheduler: what is judged is counts and order, never how long it took.
@EnabledOnOs(value = OS.LINUX, disabledReason = "getrusage and sched_getcpu as Linux has them")
class CpuRecorderTest {
  @Test
  void two_that_compute_on_one_processor_take_turns() throws Exception {
    CpuTrace trace;
    try (var one = Cpus.bind(1)) {
      trace =
          new CpuRecorder()
              .thread("A", me -> me.compute(25))
              .thread("B", me -> me.compute(25))
              .run();
    }

    assertEquals(1, trace.cpus().size());
    for (var lane : trace.lanes()) {
      assertTrue(lane.ends(End.TAKEN) >= 1, lane.toString());
      assertTrue(lane.involuntary() >= lane.ends(End.TAKEN), lane.toString());
      assertTrue(lane.ranNanos() >= 24_000_000, lane.toString());
      assertNoHoles(lane);
    }
  }

  @Test
  void no_two_slices_of_one_processor_overlap() throws Exception {
    CpuTrace trace;
    try (var one = Cpus.bind(1)) {
      trace =
          new CpuRecorder()
              .thread("A", me -> me.compute(20))
              .thread("B", me -> me.compute(20))
              .run();
    }

    for (var a : trace.lanes().getFirst().slices()) {
      for (var b : trace.lanes().getLast().slices()) {
        assertTrue(a.to() <= b.from() || b.to() <= a.from(), a + " and " + b);
      }
    }
  }

  @Test
  void a_sleep_ends_a_slice_by_its_own_will_and_a_life_has_no_holes() throws Exception {
    var trace =
        new CpuRecorder()
            .thread(
                "C",
                me -> {
                  me.sleep(2);
                  me.compute(1);
                  me.sleep(2);
                })
            .run();
    var lane = trace.lanes().getFirst();

    assertTrue(lane.ends(End.BLOCKED) >= 2, lane.toString());
    assertEquals(1, lane.ends(End.ENDED), lane.toString());
    assertTrue(lane.voluntary() >= 2, lane.toString());
    assertTrue(lane.waitedNanos() >= 4_000_000, lane.toString());
    assertTrue(lane.spans().getFirst() instanceof Ready, "before its first turn it is ready");
    assertNoHoles(lane);
  }

  @Test
  void what_a_thread_throws_is_thrown_to_the_caller() {
    var recorder =
        new CpuRecorder()
            .thread(
                "A",
                me -> {
                  throw new IOException("mine");
                });

    assertEquals("mine", assertThrows(IOException.class, recorder::run).getMessage());
  }

  @Test
  void an_interrupt_ends_all_of_them() {
    var recorder = new CpuRecorder().thread("A", me -> me.sleep(3_600_000));
    Thread.currentThread().interrupt();

    assertThrows(InterruptedException.class, recorder::run);
  }

  @Test
  void two_threads_of_one_name_are_refused() {
    var recorder = new CpuRecorder().thread("A", me -> {});

    assertThrows(IllegalArgumentException.class, () -> recorder.thread("A", me -> {}));
  }

  @Test
  void a_thread_is_bound_until_the_block_ends() throws Exception {
    var before = Sched.getaffinity(0);
    try (var one = Cpus.bind(1)) {
      assertEquals(1, Cpus.allowed());
      assertEquals("bound to processors {" + (before.length() - 1) + "}", one.toString());
    }

    assertEquals(before, Sched.getaffinity(0));
  }

  @Test
  void more_processors_than_there_are_is_refused_with_their_number() throws Exception {
    var all = Cpus.allowed();

    for (var wrong : new int[] {0, all + 1}) {
      var error = assertThrows(IllegalArgumentException.class, () -> Cpus.bind(wrong));
      assertEquals(
          "this thread may use 1 to %d processors, not %d".formatted(all, wrong),
          error.getMessage());
    }
  }

  private static void assertNoHoles(CpuTrace.Lane lane) {
    var last = 0L;
    for (var span : lane.spans()) {
      assertEquals(last, span.from(), lane.toString());
      last = span.to();
    }
  }
}

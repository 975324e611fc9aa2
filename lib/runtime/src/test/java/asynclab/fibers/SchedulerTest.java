package asynclab.fibers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.trace.Recorder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The scheduler as its thread sees it: ends, stops, other threads, who watches.
@Timeout(30)
class SchedulerTest {
  private final List<String> log = new ArrayList<>();

  @Test
  void closing_ends_the_fibers_that_live_and_runs_their_finally_blocks() throws Exception {
    var poller = new QuietPoller();
    var scheduler = FiberScheduler.over(poller, () -> poller.now);
    for (var what : List.<Fiber.Body>of(Fiber::park, () -> Fiber.sleep(Duration.ofHours(1)))) {
      scheduler.spawn(() -> {
        try {
          what.run();
        } finally {
          log.add("finally");
        }
      });
    }
    scheduler.spawn(() -> Thread.currentThread().interrupt());
    assertThrows(InterruptedException.class, scheduler::run);
    scheduler.spawn(() -> log.add("never began"));

    scheduler.close();

    assertEquals(List.of("finally", "finally"), log);
    assertTrue(poller.closed);
  }

  @Test
  void closing_names_the_fibers_that_refuse_to_end() throws Exception {
    var scheduler = FiberScheduler.open();
    scheduler.spawn(
        "stubborn",
        () -> {
          while (true) {
            try {
              Fiber.park();
            } catch (RuntimeException ignored) {
              log.add("no");
            }
          }
        });
    scheduler.spawn(() -> Thread.currentThread().interrupt());
    assertThrows(InterruptedException.class, scheduler::run);

    var e = assertThrows(IllegalStateException.class, scheduler::close);

    assertTrue(e.getMessage().contains("refused to end: stubborn (PARKED"), e.getMessage());
    assertTrue(log.size() > 1, "it was asked more than once");
    scheduler.close();
  }

  @Test
  void an_interrupt_ends_a_run_that_waits_and_another_run_goes_on() throws Exception {
    try (var scheduler = FiberScheduler.open()) {
      var owner = Thread.currentThread();
      var fiber =
          scheduler.spawn(() -> {
            Thread.ofPlatform().start(owner::interrupt);
            Fiber.park();
            return "went on";
          });

      assertThrows(InterruptedException.class, scheduler::run);
      assertFalse(Thread.currentThread().isInterrupted());
      fiber.wake();
      scheduler.run();

      assertEquals("went on", fiber.join());
    }
  }

  @Test
  void an_interrupt_ends_a_run_of_fibers_that_never_wait() throws Exception {
    try (var scheduler = FiberScheduler.open()) {
      for (var i = 0; i < 2; i++) {
        scheduler.spawn(() -> {
          while (true) Fiber.yield();
        });
      }
      scheduler.spawn(() -> Thread.currentThread().interrupt());

      assertThrows(InterruptedException.class, scheduler::run);
    }
  }

  @Test
  void another_thread_wakes_a_parked_fiber() throws Exception {
    try (var scheduler = FiberScheduler.open()) {
      var ring = new int[1];
      scheduler.spawn(() -> {
        var me = Fiber.current();
        var done =
            new FutureTask<>(
                () -> {
                  ring[0] = 1;
                  for (var i = 0; i < 1000; i++) me.wake();
                },
                null);
        Thread.ofPlatform().start(done);
        while (ring[0] == 0) Fiber.park();
        log.add("woken");
        done.get();
      });

      scheduler.run();
    }

    assertEquals(List.of("woken"), log);
  }

  @Test
  void another_thread_may_not_spawn_run_or_close() throws Exception {
    try (var scheduler = FiberScheduler.open()) {
      for (var call :
          List.<Fiber.Body>of(() -> scheduler.spawn(() -> 1), scheduler::run, scheduler::close)) {
        var task = new FutureTask<>(() -> assertThrows(IllegalStateException.class, call::run));
        Thread.ofPlatform().name("stranger").start(task);
        log.add(task.get().getMessage().replaceAll("belongs to .*, which", "belongs to X, which"));
      }
    }

    assertEquals(
        List.of("spawn", "run", "close").stream()
            .map(method ->
                method
                    + "() was called by thread stranger, but this FiberScheduler"
                    + " belongs to X, which opened it")
            .toList(),
        log);
  }

  @Test
  void a_fiber_can_neither_run_nor_close_its_scheduler() throws Exception {
    try (var scheduler = FiberScheduler.open()) {
      scheduler.spawn(() -> assertThrows(IllegalStateException.class, scheduler::run));
      scheduler.spawn(() -> assertThrows(IllegalStateException.class, scheduler::close));

      scheduler.run();
    }
  }

  @Test
  void a_closed_scheduler_takes_no_fiber() throws Exception {
    var scheduler = FiberScheduler.open();
    scheduler.close();

    assertThrows(IllegalStateException.class, () -> scheduler.spawn(() -> 1));
    assertThrows(IllegalStateException.class, scheduler::run);
  }

  @Test
  void a_fiber_that_never_gives_way_is_named_if_one_asks() throws Exception {
    var reports = new ArrayBlockingQueue<String>(10);
    try (var scheduler = FiberScheduler.open().namingStalls(Duration.ofMillis(2), reports::add)) {
      scheduler.spawn(
          "greedy",
          () -> {
            while (reports.isEmpty()) Thread.onSpinWait();
          });

      scheduler.run();
    }

    var report = reports.take();
    assertTrue(report.startsWith("greedy has not given way for 2 ms: it is at "), report);
  }

  @Test
  void an_observer_is_told_the_whole_life_of_a_fiber() throws Exception {
    var recorder = new Recorder();
    var poller = new QuietPoller();
    try (var scheduler = FiberScheduler.over(poller, recorder, () -> poller.now)) {
      scheduler.spawn(
          "a",
          () -> {
            Fiber.yield();
            Fiber.sleep(Duration.ofMillis(1));
            throw new IllegalStateException("oh");
          });
      assertThrows(FiberFailedException.class, scheduler::run);
    }

    var told =
        recorder.events().stream()
            .filter(event -> event.token() == 0)
            .map(event -> (event.kind() + " " + event.text()).strip())
            .collect(Collectors.joining("\n"));
    assertEquals(
        """
        SPAWNED a
        RESUMED
        YIELDED
        RESUMED
        PARKED a deadline
        READIED
        RESUMED
        DONE java.lang.IllegalStateException: oh\
        """,
        told);
  }
}

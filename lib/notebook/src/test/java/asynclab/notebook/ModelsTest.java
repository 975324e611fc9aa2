package asynclab.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import learner.ModelBodies;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// The models as a learner writes them, each really run.
@Tag("slow")
class ModelsTest {
  private static final int MANY = 24;
  private static final Map<String, ModelRun> RUNS = new LinkedHashMap<>();
  private static final Models MODELS = new Models(MANY);

  @BeforeAll
  static void runAll() throws Exception {
    Unit.set(Duration.ofMillis(50));
    run("OS threads", ModelBodies::threads);
    run("pool of 2", ModelBodies::poolOfTwo);
    run("virtual threads", ModelBodies::virtual);
    run("callbacks", ModelBodies::callbacks);
    run("CompletableFuture", ModelBodies::futures);
  }

  @AfterAll
  static void ordinaryUnit() {
    Unit.set(Duration.ofMillis(200));
  }

  private static void run(String name, Models.Body body) throws Exception {
    RUNS.put(name, MODELS.run(name, "something", body));
  }

  private static ModelRun of(String name) {
    return RUNS.get(name);
  }

  @Test
  void every_model_answers_each_of_the_five_requests_once() {
    for (var run : MODELS.runs()) {
      var answers = run.course().answers();

      assertEquals(5, answers.size(), run.name());
      assertEquals("[R0, R1, R2, R3, R4]", new TreeSet<>(answers).toString(), run.name());
    }
  }

  @Test
  void who_goes_on_with_an_answer_is_a_thread_for_each_or_one_for_all() {
    assertEquals("5 threads, one each", of("OS threads").course().goesOn());
    assertEquals("5 virtual threads, one each", of("virtual threads").course().goesOn());
    assertEquals("2 threads in turn", of("pool of 2").course().goesOn());
    assertEquals("the caller, for all", of("callbacks").course().goesOn());
    assertEquals("the caller, for all", of("CompletableFuture").course().goesOn());
  }

  @Test
  void a_pool_lets_only_as_many_wait_as_it_has_threads() {
    assertEquals(2, of("pool of 2").crowd().waiting());
    assertEquals(MANY, of("virtual threads").crowd().waiting());
  }

  @Test
  void a_thread_a_request_is_counted_and_a_loop_takes_none() {
    assertTrue(of("OS threads").crowd().threads() >= MANY, of("OS threads").crowd().toString());
    assertTrue(of("callbacks").crowd().threads() < MANY, of("callbacks").crowd().toString());
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "resident stacks are read from /proc")
  void a_thread_that_waits_holds_more_than_a_callback() {
    var thread = of("OS threads").crowd();

    assertTrue(thread.stack().orElseThrow() > 4096, thread.toString());
    assertTrue(thread.held() > of("callbacks").crowd().held(), of("callbacks").crowd().toString());
  }

  @Test
  void an_error_reaches_the_caller_or_the_threads_handler() {
    assertEquals(
        """
        OS threads: the thread's handler, Unusable, others 4
        pool of 2: the caller, ExecutionException, of Unusable, others 4
        virtual threads: the caller, ExecutionException, of Unusable, others 4
        callbacks: the caller, Unusable, others 3
        CompletableFuture: the caller, CompletionException, of Unusable, others 4
        """,
        told());
  }

  private static String told() {
    var told = new StringBuilder();
    for (var run : MODELS.runs()) {
      var failure = run.failure();
      told.append(
          "%s: %s, %s, others %d\n"
              .formatted(run.name(), failure.told(), failure.as(), failure.others()));
    }
    return told.toString();
  }

  @Test
  void a_trace_names_the_programs_own_frames_and_where_it_begins() {
    var trace = of("virtual threads").failure().trace();

    assertTrue(trace.getFirst().startsWith("ModelBodies, line "), trace.toString());
    assertEquals("begins in VirtualThread.run", trace.getLast());
  }

  @Test
  void what_stopping_does_differs() {
    assertEquals("went on: its answer was used", of("OS threads").cancellation().request());
    assertEquals("ended at once", of("virtual threads").cancellation().request());
    assertEquals("ended at once", of("callbacks").cancellation().request());
    assertEquals(
        "went on: its answer was thrown away", of("CompletableFuture").cancellation().request());
    assertEquals("CancellationException", of("virtual threads").cancellation().caller());
  }

  @Test
  void nobody_listens_for_uncaught_exceptions_afterwards() {
    assertNull(Thread.getDefaultUncaughtExceptionHandler());
  }

  @Test
  void the_tables_have_a_row_a_model() {
    assertEquals(RUNS.size() + 1, MODELS.text().lines().count());
    assertEquals(RUNS.size() + 1, MODELS.crowds().text().lines().count());
    assertEquals(RUNS.size() + 1, MODELS.failures().text().lines().count());
    assertEquals(RUNS.size() + 1, MODELS.cancellations().text().lines().count());
    assertEquals(RUNS.size(), Xml.parse(MODELS.html()).all("//tbody/tr").size());
  }

  @Test
  void the_picture_has_a_lane_a_model_and_says_the_same_in_words() {
    var figure = MODELS.figure();

    var svg = Xml.parse(figure.svg());
    assertEquals(RUNS.size(), svg.all("//*[@data-lane]").size());
    assertTrue(figure.text().contains("goes on: the caller, for all"), figure.text());
    assertEquals(5 * RUNS.size() + 1, figure.table().size());
  }

  @Test
  void each_part_runs_when_it_is_first_asked_for_and_once() throws Exception {
    var jobs = new AtomicInteger();
    var models = counted(jobs);

    var seen =
        countsAfter(
            jobs,
            () -> models,
            models::html,
            models::text,
            models::crowds,
            models::figure,
            models::crowds);

    assertEquals(List.of(2, 2, 2, 6, 6, 6), seen);
  }

  @Test
  void errors_and_cancelling_are_tried_when_their_tables_are_asked_for() throws Exception {
    var jobs = new AtomicInteger();
    var models = counted(jobs);

    var seen =
        countsAfter(
            jobs, models::failures, models::failures, models::cancellations, models::cancellations);

    assertEquals(List.of(3, 3, 4, 4), seen);
  }

  /// A comparison of one model that counts how often it does a job.
  private static Models counted(AtomicInteger jobs) throws Exception {
    var models = new Models(2);
    var _ =
        models.run(
            "callbacks",
            "an object",
            job -> {
              jobs.incrementAndGet();
              ModelBodies.callbacks(job);
            });
    return models;
  }

  private static List<Integer> countsAfter(AtomicInteger jobs, Supplier<?>... views) {
    var counts = new ArrayList<Integer>();
    for (var view : views) {
      var _ = view.get();
      counts.add(jobs.get());
    }
    return counts;
  }

  @Test
  void what_only_the_way_to_end_a_request_holds_is_held_while_that_waits() throws Exception {
    var models = new Models(20);

    var run = models.run("callbacks", "an object", ModelBodies::callbacksWithBallast);

    assertTrue(run.crowd().heap() > 25_000, run.crowd().toString());
  }

  @Test
  void a_model_run_again_takes_its_own_place() throws Exception {
    var models = new Models(2);
    var _ = models.run("callbacks", "an object", ModelBodies::callbacks);

    var again = models.run("callbacks", "a closure", ModelBodies::callbacks);

    assertEquals(List.of(again), models.runs());
  }

  @Test
  void a_model_that_forgets_an_answer_is_refused_by_name() {
    Models.Body forgets =
        job -> {
          for (var i = 0; i < job.size() - 1; i++) job.answered(i, job.get(i));
        };

    var refusal = refusal(forgets);

    assertEquals(
        "mine returned, and R4 had no answer: call `answered` for each, and wait for all of them",
        refusal);
  }

  @Test
  void a_model_that_throws_is_refused_with_what_it_threw() {
    var refusal =
        refusal(job -> {
          throw new IllegalArgumentException("no such thing");
        });

    assertEquals(
        "mine did not do the job: java.lang.IllegalArgumentException: no such thing", refusal);
  }

  @Test
  void an_answer_to_another_request_is_refused() {
    var refusal = refusal(job -> job.answered(1, job.get(0)));

    assertTrue(refusal.endsWith("R1 was answered \"R0\""), refusal);
  }

  private static String refusal(Models.Body body) {
    var thrown =
        assertThrows(IllegalStateException.class, () -> new Models(2).run("mine", "nothing", body));
    return String.valueOf(thrown.getMessage());
  }
}

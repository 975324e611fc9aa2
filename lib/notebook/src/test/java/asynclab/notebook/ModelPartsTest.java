package asynclab.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import learner.ModelBodies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The parts behind a comparison: what it is drawn from, counted with, and protected by.
class ModelPartsTest {
  private static final long UNIT = 200_000_000;
  private static final String NONE_YET =
      "there is no row yet: models.run(name, keeps, body) adds one";

  /// A list as the kernel writes it: a stack, its guard, the heap, a library.
  private static final String SMAPS =
      """
      7f0000000000-7f00000fc000 rw-p 00000000 00:00 0
      Size:               1008 kB
      Rss:                  92 kB
      7f00000fc000-7f0000100000 ---p 00000000 00:00 0
      Rss:                   4 kB
      7f0000200000-7f00002fc000 rw-p 00000000 00:00 0                          [anon: stack]
      Rss:                   8 kB
      e0000000-e5000000 rw-p 00000000 00:00 0
      Rss:               70000 kB
      7f0000400000-7f0000500000 rw-p 00000000 08:01 1234                       /lib/libjvm.so
      Rss:                1024 kB
      """;

  private static ModelRun row(String name, int requests, long held) {
    var ways =
        IntStream.range(0, requests)
            .mapToObj(
                i -> new ModelRun.Way("R" + i, 0, 100, (5 - i) * UNIT, (5 - i) * UNIT + 90, i + 1))
            .toList();
    return new ModelRun(
        name,
        "a stack",
        OptionalInt.of(7),
        new ModelRun.Course(ways, List.of("R1", "R0"), 5 * UNIT, "2 threads in turn"),
        new Once<>(() ->
            new ModelRun.Crowded(200, 200, 1, OptionalLong.of(7), held, OptionalLong.empty(), 10)),
        new Once<>(() -> new ModelRun.Failure("nobody", "", 4, List.of())),
        new Once<>(() -> new ModelRun.Cancellation("no way to", "nothing: it returns", 4)));
  }

  static Stream<List<ModelRun>> comparisons() {
    return Stream.of(
        List.of(row("callbacks", 5, 300)),
        List.of(row("OS threads", 5, 98_000), row("a very long name of a model indeed", 5, 0)),
        List.of(row("<b>&\u0000", 5, 3), row("huge", 5, 70_000_000), row("none", 5, -4)));
  }

  @ParameterizedTest
  @MethodSource("comparisons")
  void nothing_lies_outside_the_picture_and_no_word_on_another(List<ModelRun> runs) {
    var svg = Xml.parse(ModelsFigure.of(runs).svg());

    var boxes = Boxes.of(svg);
    assertEquals(List.of(), boxes.stream().filter(box -> !box.isInside(Boxes.page(svg))).toList());
    assertEquals(List.of(), Boxes.overlaps(boxes));
  }

  @Test
  void a_picture_of_nothing_says_what_to_do() {
    var models = new Models(2);

    var refusal = assertThrows(IllegalStateException.class, models::figure);

    assertEquals(NONE_YET, refusal.getMessage());
  }

  @Test
  void what_is_not_known_is_a_dash() {
    var crowd = new ModelRun.Crowded(9, 2, 3, OptionalLong.empty(), 300, OptionalLong.empty(), 10);

    var cells = Models.cells("outside", "a stack", crowd, 10);

    assertEquals(List.of("outside", "3", "-", "a stack, 300 B", "300\u00a0B", "-"), cells);
  }

  @Test
  void what_is_asked_for_again_is_not_found_out_again() {
    var tried = new ArrayList<String>();
    var once = new Once<>(() -> tried.add("tried"));

    var found = List.of(once.get(), once.get());

    assertEquals(List.of(true, true), found);
    assertEquals(List.of("tried"), tried);
  }

  @Test
  void what_failed_is_told_and_tried_again() {
    var tried = new ArrayList<String>();
    var once =
        new Once<>(() -> {
          tried.add("tried");
          if (tried.size() == 1) throw new IOException("the peer has gone");
          return "found";
        });

    var refusal = assertThrows(IllegalStateException.class, once::get);

    assertEquals(
        "could not be measured: java.io.IOException: the peer has gone", refusal.getMessage());
    assertEquals("found", once.get());
  }

  @Test
  void an_interrupt_while_it_is_found_out_stays_set() {
    var once =
        new Once<>(() -> {
          throw new InterruptedException();
        });

    assertThrows(IllegalStateException.class, once::get);

    assertTrue(Thread.interrupted());
  }

  @ParameterizedTest
  @CsvSource({
    "-7,under 50 B",
    "49,under 50 B",
    "999,999 B",
    "1000,1.0 kB",
    "9940,9.9 kB",
    "98304,98 kB"
  })
  void bytes_are_said_with_two_figures(long bytes, String words) {
    assertEquals(words, Models.bytes(bytes));
  }

  @Test
  void only_what_is_as_large_as_a_stack_counts_as_one() {
    assertEquals(100 * 1024, Memory.resident(SMAPS, 1024 * 1024));
  }

  @Test
  void each_power_of_ten_is_as_wide_as_the_one_before() {
    var scale = new ByteScale(100, 600, 5_000);

    assertEquals(100, scale.x(3), 0.01);
    assertEquals(200, scale.x(100), 0.01);
    assertEquals(300, scale.x(1_000), 0.01);
    assertEquals(
        List.of("10 B", "100 B", "1 kB", "10 kB", "100 kB", "1 MB"),
        scale.ticks().stream().map(Scale.Tick::text).toList());
  }

  @Test
  void lines_are_counted_in_the_cells_that_called_the_job() {
    var text = List.of("void mine(Job job) {", "", "  // nothing", "  job.begins(0);", "}");
    var before = Code.installed;
    SourceLines.install((className, line) ->
        className.equals("learner.ModelBodies") && line <= text.size()
            ? Optional.of(new SourceLines.Line(3, line, text.get(line - 1)))
            : Optional.empty());
    try (var peer = peerOf(2)) {
      var job = job(peer, 2);
      job.callers().begin();
      peer.release();

      ModelBodies.callbacks(job);

      assertEquals(OptionalInt.of(3), job.callers().lines());
    } catch (Exception e) {
      throw new AssertionError(e);
    } finally {
      SourceLines.install(before);
    }
  }

  @Test
  void a_body_that_hangs_is_interrupted_and_said_to_hang() throws Exception {
    var interrupted = new CountDownLatch(1);
    try (var peer = peerOf(1)) {
      var run =
          BodyRun.start(
              "a hang",
              job -> {
                try {
                  new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                  interrupted.countDown();
                }
              },
              job(peer, 1));

      var end = run.end(1);

      interrupted.await();
      assertFalse(end.ended());
    }
  }

  @Test
  void a_peer_that_closes_without_an_answer_is_a_failure_of_that_request_alone() throws Exception {
    var told = new ArrayList<String>();
    try (var peer = peerOf(1);
        var loop = CallbackLoop.open()) {
      var job = job(peer, 1);
      var _ = loop.get(job, 0, told::add, failed -> told.add(failed.getMessage()));
      peer.close();

      loop.run();
    }

    assertEquals(1, told.size(), told.toString());
    assertFalse(told.contains("R0"), told.toString());
  }

  @Test
  void an_interrupt_ends_a_loop() throws Exception {
    try (var peer = peerOf(1);
        var loop = CallbackLoop.open()) {
      var told = new ArrayList<String>();
      var _ = loop.get(job(peer, 1), 0, told::add);
      Thread.currentThread().interrupt();

      loop.run();

      assertTrue(Thread.interrupted());
      assertEquals(List.of(), told);
    }
  }

  @Test
  void what_was_cancelled_is_not_called_even_if_its_answer_is_there() throws Exception {
    var told = new ArrayList<String>();
    try (var peer = peerOf(2);
        var loop = CallbackLoop.open()) {
      var job = job(peer, 2);
      var cancel = loop.get(job, 0, told::add);
      var _ = loop.get(job, 1, told::add);
      peer.release();
      cancel.run();

      loop.run();
    }

    assertEquals(List.of("R1"), told);
  }

  @Test
  void an_answer_without_a_head_is_an_error() {
    assertThrows(UncheckedIOException.class, () -> Job.body("R0"));
  }

  @Test
  void a_request_that_there_is_not_is_refused() throws IOException {
    try (var peer = peerOf(1)) {
      assertThrows(IndexOutOfBoundsException.class, () -> job(peer, 1).begins(1));
    }
  }

  private static PatientPeer peerOf(int clients) throws IOException {
    return PatientPeer.start(clients);
  }

  private static Job job(PatientPeer peer, int requests) {
    return Job.of(peer.address(), Collections.nCopies(requests, 0L));
  }
}

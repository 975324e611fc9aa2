package asynclab.notebook.ladder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every mix of our pages, which stand for a learner's parts, and the library's parts.
class LadderTest {
  private static final int SEEDS = 20;
  private static final String PILE =
      """
      import asynclab.executor.Scheduler;
      class OwnScheduler<T> implements Scheduler<T> {
        final Deque<T> ready = new ArrayDeque<>();
        public void add(T task) { ready.push(task); }
        public T take() { return ready.pop(); }
        public int size() { return ready.size(); }
      }
      """;

  @TempDir Path folder;

  private static Ladder ours() {
    return Ladder.of(new OwnParts(Optional.empty(), CellPart.STAGES));
  }

  private OwnParts mine() {
    return new OwnParts(Optional.of(folder.resolve("parts")), CellPart.STAGES);
  }

  @Test
  void our_pages_stand_on_every_rung() {
    var ladder = ours();

    assertEquals(List.of(), ladder.remarks());
    assertEquals(
        "poller: ours, a page, waker: ours, a page, reactor: ours, a page, executor: ours, a page,"
            + " scheduler: ours, a page",
        ladder.toString());
  }

  @Test
  void a_mix_is_one_of_32_that_differ() {
    assertEquals(32, ours().mixes().stream().map(Ladder::toString).distinct().count());
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "our poller is epoll")
  void all_32_mixes_run_the_five_requests() throws Exception {
    for (var mix : ours().mixes()) {
      assertEquals(FiveRequests.ANSWERS, FiveRequests.on(mix), mix.toString());
    }
  }

  @Test
  void all_mixes_run_them_in_the_simulation_of_every_seed() throws Exception {
    for (var mix : ours().mixes()) {
      assertEquals(
          SEEDS + " of " + SEEDS + " seeds", FiveRequests.seeds(SEEDS, mix), mix.toString());
    }
  }

  @Test
  void a_part_that_is_kept_is_the_learners_from_then_on() throws Exception {
    var said = mine().keep(Rung.SCHEDULER, Optional.of(PILE));

    var ladder = Ladder.of(mine());

    assertEquals(
        Optional.of(
            "Kept as `parts/own-scheduler.java`: from now on the ladder's scheduler is yours."),
        said);
    assertEquals(Set.of(Rung.SCHEDULER), ladder.yours());
    assertEquals(PILE, Files.readString(folder.resolve("parts/own-scheduler.java")));
  }

  @Test
  void one_that_does_not_compile_is_not_kept_and_says_where() {
    var said = mine().keep(Rung.SCHEDULER, Optional.of(PILE.replace("ready.pop", "stack.pop")));

    assertEquals(
        Optional.of(
            "Not kept for the ladder, because it does not stand alone: parts/own-scheduler.java,"
                + " line 5: cannot find symbol; symbol:   variable stack; location: class"
                + " OwnScheduler<T>"),
        said);
    assertFalse(Files.exists(folder.resolve("parts")));
  }

  @Test
  void one_that_was_broken_later_is_named_and_the_librarys_stands_in() throws Exception {
    mine().keep(Rung.SCHEDULER, Optional.of(PILE));
    Files.writeString(folder.resolve("parts/own-scheduler.java"), "class OwnScheduler {");

    var ladder = Ladder.of(mine());

    assertEquals(
        List.of(
            "The library's scheduler stands in: parts/own-scheduler.java, line 1: reached end of"
                + " file while parsing"),
        ladder.remarks());
    assertTrue(ladder.toString().endsWith("scheduler: the library's"), ladder.toString());
  }

  @Test
  void one_whose_constructor_does_not_fit_is_told_so() throws Exception {
    Files.createDirectories(folder.resolve("parts"));
    Files.writeString(folder.resolve("parts/own-waker.java"), "class OwnWaker {}");

    var remark = Ladder.of(mine()).remarks().getFirst();

    assertTrue(remark.contains("the way in which the ladder makes it (new OwnWaker)"), remark);
  }

  @Test
  void a_class_that_no_cell_has_is_asked_for_by_name() {
    assertEquals(
        Optional.of(
            "Not kept for the ladder: no cell has a class called `OwnPoller`. Call yours so."),
        mine().keep(Rung.POLLER, Optional.empty()));
  }

  @Test
  void where_no_progress_is_kept_no_part_is() {
    var nowhere = new OwnParts(Optional.empty(), CellPart.STAGES);

    assertEquals(Optional.empty(), nowhere.keep(Rung.SCHEDULER, Optional.of(PILE)));
  }

  @ParameterizedTest
  @EnumSource
  void our_page_is_the_solution_of_the_exercise(Rung rung) throws IOException {
    var page = Files.readString(CellPart.STAGES.resolve(rung.file() + ".java"));

    assertTrue(page.endsWith(CellPart.text(CellPart.solution(rung)) + "\n"), page);
  }

  @Test
  void the_picture_says_whose_each_rung_is() throws Exception {
    mine().keep(Rung.SCHEDULER, Optional.of(PILE));

    var figure = Ladder.of(mine()).only(Set.of(Rung.SCHEDULER, Rung.WAKER)).figure();

    assertEquals(
        "Your ladder: 1 of 5 rungs is yours. From the kernel upwards: Poller: Poller.ofSystem()"
            + " (the library's); Waker: OwnWaker (ours, a page); Reactor: PollReactor (the"
            + " library's); Executor: EventLoop (the library's); Scheduler: OwnScheduler (yours).",
        figure.alt());
    assertEquals(6, figure.table().size());
  }
}

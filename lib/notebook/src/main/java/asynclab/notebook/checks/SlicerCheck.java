package asynclab.notebook.checks;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import asynclab.notebook.checks.Slicer.Doing;
import asynclab.notebook.checks.Slicer.Stamp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The check `01.slice`: time stamps that were written by hand, so the answer is known.
@Examination
final class SlicerCheck {
  static final Exercise<Slicer> EXERCISE =
      new Exercise<>(
          "01.slice", Slicer.class, "Slicer mine = stamps -> List.of();", SlicerCheck.class);

  private static final String NOBODY = "[]";

  /// A run: for each thread the stretches in which it computes, `0-3 s 9-12`; `s` is a sleep.
  private record Case(String tried, List<String> threads, String expected, String idea) {}

  private static final List<Case> CASES =
      List.of(
          new Case(
              "A computes alone", List.of("A 0-6"), NOBODY, "two stamps 1 ms apart are no gap"),
          new Case(
              "A and B in turns",
              List.of("A 0-3 7-10", "B 4-6 11-13"),
              "[A 3-7, B 6-11]",
              "follow each thread by itself: a stamp of B between two of A closes no gap of A"),
          new Case(
              "A computes, C sleeps",
              List.of("A 0-9", "C 0-2 s 8-10"),
              NOBODY,
              "C asked to sleep: a gap that begins with SLEEPS is voluntary"),
          new Case(
              "A, B and a sleeper",
              List.of("A 0-2 6-8", "B 3-5 12-14", "C 0-1 s 9-11"),
              "[A 2-6, B 5-12]",
              "three threads: A and B lost the CPU, C gave it up"),
          new Case("nobody at all", List.of(), NOBODY, "no stamps, no gaps"));

  @TestFactory
  Stream<DynamicTest> runs(Slicer mine, Trial trial) {
    trial.ifItHangs("these are a few dozen stamps: one pass over them is enough");
    return CASES.stream().map(each -> dynamicTest(each.tried, () -> run(each, mine, trial)));
  }

  private static void run(Case each, Slicer mine, Trial trial) throws Exception {
    var stamps = new ArrayList<Stamp>();
    each.threads.forEach(thread -> stamps.addAll(stamps(thread)));
    stamps.sort(Comparator.comparingInt(Stamp::at));
    trial.expect(
        each.expected, () -> mine.taken(List.copyOf(stamps)).toString(), seen -> each.idea);
  }

  /// `A 0-2 s 5-6`: A computes at 0, 1 and 2, then sleeps, and computes again at 5 and 6.
  private static List<Stamp> stamps(String thread) {
    var words = List.of(thread.split(" ", -1));
    var stamps = new ArrayList<Stamp>();
    for (var word : words.subList(1, words.size())) {
      if (word.equals("s")) {
        var last = stamps.removeLast();
        stamps.add(new Stamp(last.thread(), last.at(), Doing.SLEEPS));
        continue;
      }
      var ends = word.split("-", -1);
      for (var at = Integer.parseInt(ends[0]); at <= Integer.parseInt(ends[1]); at++) {
        stamps.add(new Stamp(words.getFirst(), at, Doing.COMPUTES));
      }
    }
    return stamps;
  }
}

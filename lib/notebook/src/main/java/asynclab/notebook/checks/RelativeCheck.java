package asynclab.notebook.checks;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The check `09.relative`: copies of a block, in a child JVM.
@Examination
final class RelativeCheck {
  static final Exercise<Relative> EXERCISE =
      new Exercise<>(
          "09.relative",
          Relative.class,
          "Relative mine = () -> \"void point(…) { … } long follow(…) { … }\";",
          RelativeCheck.class);

  /// What is tried, in the order of the program below, and the word that is to be found.
  private record Case(String tried, String word) {}

  private static final List<Case> CASES =
      List.of(
          new Case("a word behind the pointer", "5"),
          new Case("a word before the pointer", "42"),
          new Case("a copy of the block, its word changed to 7", "7"),
          new Case("the third copy, its word changed to 9, the arena of the first closed", "9"));

  private static final String PROGRAM =
      """

      void main() {
        var first = Arena.ofConfined();
        var block = first.allocate(32, 8);
        block.set(ValueLayout.JAVA_LONG, 24, 5);
        answer(() -> { point(block, 8, 24); return follow(block, 8); });
        block.set(ValueLayout.JAVA_LONG, 0, 42);
        answer(() -> { point(block, 8, 0); return follow(block, 8); });
        var copy = Arena.global().allocate(32, 8).copyFrom(block);
        copy.set(ValueLayout.JAVA_LONG, 0, 7);
        answer(() -> follow(copy, 8));
        first.close();
        var second = Arena.global().allocate(32, 8).copyFrom(copy);
        var third = Arena.global().allocate(32, 8).copyFrom(second);
        third.set(ValueLayout.JAVA_LONG, 0, 9);
        answer(() -> follow(third, 8));
      }

      void answer(Callable<Long> word) {
        try {
          IO.println("answer " + word.call());
        } catch (Exception e) {
          IO.println("answer " + e.getClass().getSimpleName() + " " + e.getMessage());
        }
      }
      """;

  private List<String> answers = List.of();

  @BeforeAll
  void runsInAChild(Relative mine, Trial trial) throws Exception {
    trial.tries("the program in a JVM of its own");
    answers = List.of(ChildAnswers.of(mine.source() + PROGRAM).split("; "));
  }

  @TestFactory
  Stream<DynamicTest> copies(Trial trial) {
    return IntStream.range(0, CASES.size())
        .mapToObj(i -> dynamicTest(CASES.get(i).tried, () -> judge(i, trial)));
  }

  private void judge(int i, Trial trial) throws Exception {
    var answer = answers.get(Math.min(i, answers.size() - 1));
    trial.expect(CASES.get(i).word, () -> answer, seen -> why(i, seen));
  }

  private static String why(int i, String seen) {
    if (seen.startsWith("the child")) {
      return "there is no answer: what the compiler or the JVM says stands beside this";
    }
    if (seen.startsWith("IllegalStateException")) {
      return "the first block is gone, and you still ask it: measure from what you are handed";
    }
    return switch (i) {
      case 0 -> "point(…) writes into the block where the word is, follow(…) reads it back";
      case 1 -> "a distance has a direction: backwards it is negative";
      case 2 -> "42 is the first block's word: an address means the same place wherever it stands";
      default -> "the first block is gone: only what lies in the copy may be read";
    };
  }
}

package asynclab.notebook.checks;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/// Cases that a learner sorts in words, a line each, and the idea behind each wrong place.
///
/// @param places the words a case can be given
/// @param cases what is to be sorted
record Choices(List<String> places, List<Case> cases) {
  /// One case.
  ///
  /// @param words as it stands in the exercise
  /// @param right where it belongs
  /// @param ideas what is behind a wrong place, where more can be said than `why`
  /// @param why what decides
  record Case(String words, String right, Map<String, String> ideas, String why) {}

  Stream<DynamicTest> tests(Supplier<String> mine, Trial trial) {
    trial.ifItHangs("a few lines of text need no wait");
    return cases.stream().map(each -> dynamicTest(each.words, () -> run(each, mine, trial)));
  }

  /// A case that is not sorted yet is told the places, and not which of them is its own.
  private void run(Case each, Supplier<String> mine, Trial trial) throws Exception {
    var place = WrittenAnswer.to(each.words, mine.get());
    if (places.contains(place)) {
      trial.expect(each.right, () -> place, seen -> each.ideas.getOrDefault(seen, each.why));
    } else {
      trial.expect("one of " + String.join(", ", places), () -> place, Choices::notYet);
    }
  }

  private static String notYet(String seen) {
    return switch (seen) {
      case "?" -> "not sorted yet";
      case WrittenAnswer.NO_LINE -> "its own words, a colon, and its place make a line";
      default -> "there is no such place";
    };
  }
}

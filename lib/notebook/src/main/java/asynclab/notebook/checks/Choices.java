package asynclab.notebook.checks;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/// Cases that a learner gives a word each, a line each, and the idea behind each wrong word.
///
/// @param told what is said to a case that has no word yet
/// @param places the words a case can be given
/// @param cases what is to be sorted
record Choices(Told told, List<String> places, List<Case> cases) {
  /// What is said to a case that has no word yet.
  ///
  /// @param done what was not done to it: `sorted`
  /// @param line what makes a line
  /// @param place what the words are called
  record Told(String done, String line, String place) {
    String to(String seen) {
      return switch (seen) {
        case "?" -> "not " + done + " yet";
        case WrittenAnswer.NO_LINE -> line;
        default -> "there is no such " + place;
      };
    }
  }

  /// One case.
  ///
  /// @param words as it stands in the exercise
  /// @param right where it belongs, mostly one place
  /// @param ideas what is behind a wrong place, where more can be said than `why`
  /// @param why what decides
  record Case(String words, Set<String> right, Map<String, String> ideas, String why) {
    Case(String words, String right, Map<String, String> ideas, String why) {
      this(words, Set.of(right), ideas, why);
    }

    Case(String words, String right, String why) {
      this(words, right, Map.of(), why);
    }
  }

  Stream<DynamicTest> tests(Supplier<String> mine, Trial trial) {
    return cases.stream().map(each -> dynamicTest(each.words, () -> run(each, mine, trial)));
  }

  /// A case that is not sorted yet is told the places, and not which of them is its own.
  private void run(Case each, Supplier<String> mine, Trial trial) throws Exception {
    var place = WrittenAnswer.to(each.words, mine.get());
    if (places.contains(place)) {
      var right = each.right.contains(place) ? place : named(each.right);
      trial.expect(right, () -> place, seen -> each.ideas.getOrDefault(seen, each.why));
    } else {
      trial.expect("one of " + String.join(", ", places), () -> place, told::to);
    }
  }

  private String named(Set<String> right) {
    return places.stream().filter(right::contains).collect(Collectors.joining(" or "));
  }
}

package asynclab.notebook.predict;

import java.util.List;
import java.util.stream.IntStream;

/// A question with choices; `a` is the first.
///
/// @param id its name, chapter first: `04.units`
/// @param text what is asked, in lines
/// @param choices what can be answered; one of them is right
record Question(String id, String text, List<Choice> choices) {
  /// A possible answer.
  ///
  /// @param text the answer
  /// @param right whether it is the right one
  /// @param reply what is said to whoever chose it: why it is right, or the idea behind it and
  ///   where that is refuted
  record Choice(String text, boolean right, String reply) {}

  Question {
    choices = List.copyOf(choices);
  }

  /// The letter of a choice.
  static String letter(int index) {
    return String.valueOf((char) ('a' + index));
  }

  List<String> letters() {
    return IntStream.range(0, choices.size()).mapToObj(Question::letter).toList();
  }

  /// Whether this letter is that of the right choice.
  boolean isRight(String letter) {
    var index = letters().indexOf(letter);
    return index >= 0 && choices.get(index).right();
  }
}

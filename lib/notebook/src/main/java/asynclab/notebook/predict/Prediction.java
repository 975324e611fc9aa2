package asynclab.notebook.predict;

import asynclab.notebook.Html;
import asynclab.notebook.markup.Markup;
import asynclab.notebook.markup.Prose;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A question as a box: its choices, the one that was chosen, and what is said to it.
///
/// @param question the question
/// @param chosen the index of the choice, or -1
/// @param said what is said to the answer as it stands
record Prediction(Question question, int chosen, String said) implements Html {
  /// The box is drawn with the colour of the text, so it shows on a dark page and a light one.
  private static final String BOX =
      "border:1px solid currentColor;border-left-width:4px;padding:0.1em 1em;margin:0.3em 0";

  private static final String BARE = "list-style:none;padding-left:0;margin-left:0";
  private static final String ASKS =
      "Put your letter in place of the `?` and run this cell again; the cells below answer too.";

  static Prediction unanswered(Question question) {
    return new Prediction(question, -1, ASKS);
  }

  /// The answer is none of the letters: the box stays open and says so.
  static Prediction misread(Question question, String fault) {
    return new Prediction(question, -1, fault);
  }

  static Prediction answered(Question question, int chosen) {
    var choice = question.choices().get(chosen);
    return new Prediction(question, chosen, verdict(choice.right()) + choice.reply());
  }

  private static String verdict(boolean right) {
    return right ? "Right: " : "Not so: ";
  }

  /// The same with a remark at its end.
  Prediction with(String remark) {
    return new Prediction(question, chosen, said + "\n" + remark);
  }

  @Override
  public String text() {
    var choices =
        IntStream.range(0, question.choices().size())
            .mapToObj(
                i -> "  %s %s  %s".formatted(i == chosen ? "[x]" : "[ ]", letter(i), choice(i)))
            .collect(Collectors.joining("\n"));
    return "Predict %s\n%s\n%s\n%s".formatted(question.id(), question.text(), choices, said);
  }

  @Override
  public String html() {
    var label = "Prediction " + question.id();
    var html = new Markup().open("div", "role", "group", "aria-label", label, "style", BOX);
    html.open("p").leaf("strong", "Predict. ");
    Prose.write(html, question.text()).close();
    html.open("ul", "style", BARE);
    for (var i = 0; i < question.choices().size(); i++) {
      html.open("li").text(i == chosen ? "☑ " : "☐ ").leaf("strong", letter(i)).text(" ");
      Prose.write(html, choice(i)).close();
    }
    html.close().open("p");
    return Prose.write(html, said).close().close().toString();
  }

  private String letter(int index) {
    return Question.letter(index);
  }

  private String choice(int index) {
    return question.choices().get(index).text();
  }

  @Override
  public String toString() {
    return text();
  }
}

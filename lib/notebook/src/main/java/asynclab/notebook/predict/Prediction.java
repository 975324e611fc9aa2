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
/// @param verdict right or not so; empty while there is no answer
/// @param said what is said to the answer as it stands
record Prediction(Question question, int chosen, String verdict, String said) implements Html {
  /// A border without a colour has that of the text, so it shows on a dark page and a light one; a
  /// page that trusts nobody drops a colour by name and keeps this.
  private static final String BOX =
      "border-style:solid;border-width:1px 1px 1px 4px;padding:0.5em 1em;margin:0.3em 0";

  private static final String BARE = "list-style:none;padding-left:0;margin-left:0";
  private static final String ASKS =
      "Put your letter in place of the `?` and run this cell again; the cells below answer too.";

  static Prediction unanswered(Question question) {
    return new Prediction(question, -1, "", ASKS);
  }

  /// The answer is none of the letters: the box stays open and says so.
  static Prediction misread(Question question, String fault) {
    return new Prediction(question, -1, "", fault);
  }

  static Prediction answered(Question question, int chosen) {
    var choice = question.choices().get(chosen);
    var verdict = choice.right() ? "Right. " : "Not so. ";
    return new Prediction(question, chosen, verdict, choice.reply());
  }

  /// The same with a remark at its end.
  Prediction with(String remark) {
    return new Prediction(question, chosen, verdict, said + "\n" + remark);
  }

  @Override
  public String text() {
    var choices =
        IntStream.range(0, question.choices().size())
            .mapToObj(
                i -> "  %s %s  %s".formatted(i == chosen ? "[x]" : "[ ]", letter(i), choice(i)))
            .collect(Collectors.joining("\n"));
    return "Predict %s\n%s\n%s\n%s"
        .formatted(question.id(), question.text(), choices, verdict + said);
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
    if (!verdict.isEmpty()) html.leaf("strong", verdict);
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

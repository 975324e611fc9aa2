package asynclab.notebook.checks;

import asynclab.notebook.Html;
import asynclab.notebook.markup.Markup;

/// One way to solve an exercise.
///
/// @param id the exercise
/// @param code the text of its cell
record Solution(String id, String code) implements Html {
  static final String TITLE = "One way to solve it";

  @Override
  public String text() {
    return "%s, %s\n%s".formatted(id, TITLE.toLowerCase(java.util.Locale.ROOT), code);
  }

  @Override
  public String html() {
    var html = new Markup().open("div").open("p").leaf("strong", id + ": ").text(TITLE).close();
    return html.open("pre").leaf("code", code).close().close().toString();
  }

  @Override
  public String toString() {
    return text();
  }
}

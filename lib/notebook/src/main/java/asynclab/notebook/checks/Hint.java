package asynclab.notebook.checks;

import asynclab.notebook.Html;
import asynclab.notebook.markup.Markup;
import asynclab.notebook.markup.Prose;
import java.util.List;

/// The hints of an exercise that have been asked for so far.
///
/// @param id the exercise
/// @param shown these hints, the weakest first
/// @param of how many there are
record Hint(String id, List<String> shown, int of) implements Html {
  @Override
  public String text() {
    var text = new StringBuilder(headline());
    for (var i = 0; i < shown.size(); i++) {
      text.append("\n  %d. %s".formatted(i + 1, shown.get(i)));
    }
    return text.append("\n").append(next()).toString();
  }

  @Override
  public String html() {
    var html = new Markup().open("div").open("p").leaf("strong", headline()).close().open("ol");
    for (var hint : shown) Prose.write(html.open("li"), hint).close();
    Prose.write(html.close().open("p"), next()).close();
    return html.close().toString();
  }

  private String headline() {
    return "%s, hint %d of %d".formatted(id, shown.size(), of);
  }

  private String next() {
    return shown.size() < of
        ? "Run the cell again for a stronger one."
        : "That was the strongest: `Check.solution(\"%s\")` shows one way to solve it."
            .formatted(id);
  }

  @Override
  public String toString() {
    return text();
  }
}

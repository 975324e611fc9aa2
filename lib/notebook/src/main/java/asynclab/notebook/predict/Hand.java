package asynclab.notebook.predict;

import asynclab.notebook.Html;
import asynclab.notebook.markup.Markup;
import asynclab.notebook.markup.Prose;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Some questions of the review deck, one below the other.
///
/// @param intro what stands above them
/// @param boxes the questions
/// @param closing what stands below them
/// @param call what is to be written into the cell; empty for nothing
record Hand(String intro, List<Html> boxes, String closing, String call) implements Html {
  @Override
  public String text() {
    return Stream.of(Stream.of(intro), boxes.stream().map(Html::text), Stream.of(closing, call))
        .flatMap(parts -> parts)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("\n\n"));
  }

  @Override
  public String html() {
    var above = new Markup().open("p").leaf("strong", "Review. ");
    var below = Prose.write(new Markup().open("p"), closing).close();
    var copied = call.isEmpty() ? "" : new Markup().open("pre").leaf("code", call).close();
    return "<div>%s%s%s%s</div>"
        .formatted(
            Prose.write(above, intro).close(),
            boxes.stream().map(Html::html).collect(Collectors.joining()),
            below,
            copied);
  }

  @Override
  public String toString() {
    return text();
  }
}

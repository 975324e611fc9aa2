package asynclab.notebook.markup;

import asynclab.notebook.Html;

/// One sentence for the reader, where there is nothing else to show.
///
/// @param text the sentence; `code` stands between backticks
public record Sentence(String text) implements Html {
  @Override
  public String html() {
    return Prose.write(new Markup().open("p"), text).close().toString();
  }

  @Override
  public String toString() {
    return text;
  }
}

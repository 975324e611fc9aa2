package asynclab.notebook.markup;

import java.util.List;

/// Rows of text as a table; the first row is the header.
public final class Tables {
  private Tables() {}

  /// Writes the table into a document.
  public static void write(Markup html, List<List<String>> rows) {
    html.open("table").open("thead");
    row(html, "th", rows.getFirst());
    html.close().open("tbody");
    rows.stream().skip(1).forEach(row -> row(html, "td", row));
    html.close().close();
  }

  private static void row(Markup html, String cell, List<String> texts) {
    html.open("tr");
    texts.forEach(text -> html.leaf(cell, text));
    html.close();
  }
}

package asynclab.notebook.markup;

import java.util.List;

/// Rows of text as a table; the first row is the header.
public final class Tables {
  private Tables() {}

  private static final Object[] AS_THE_PAGE_DOES = {};

  /// JupyterLab sets cells to the right, which suits figures alone.
  private static final Object[] LEFT = {"style", "text-align:left"};

  /// Writes a table of figures into a document.
  public static void write(Markup html, List<List<String>> rows) {
    write(html, rows, AS_THE_PAGE_DOES);
  }

  /// Writes a table of words into a document.
  public static void writeWords(Markup html, List<List<String>> rows) {
    write(html, rows, LEFT);
  }

  private static void write(Markup html, List<List<String>> rows, Object[] attributes) {
    html.open("table").open("thead");
    row(html, "th", rows.getFirst(), attributes);
    html.close().open("tbody");
    rows.stream().skip(1).forEach(row -> row(html, "td", row, attributes));
    html.close().close();
  }

  private static void row(Markup html, String cell, List<String> texts, Object[] attributes) {
    html.open("tr");
    texts.forEach(text -> html.leaf(cell, text, attributes));
    html.close();
  }
}

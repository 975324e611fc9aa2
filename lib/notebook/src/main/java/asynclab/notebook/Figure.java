package asynclab.notebook;

import static java.nio.charset.StandardCharsets.UTF_8;

import asynclab.notebook.markup.Markup;
import asynclab.notebook.markup.Tables;
import java.util.Base64;
import java.util.List;

/// A picture with everything it needs to be understood without being seen.
///
/// It is shown as an image inside HTML, because a notebook that is not trusted yet shows no SVG of
/// its own; below it, folded, stands the same as a table.
///
/// @param svg the picture, a complete SVG document
/// @param alt what the picture says, in one or a few sentences
/// @param caption what stands below it
/// @param table the same in rows; the first row is the header; may be empty
/// @param script what a browser may add where scripts run, and nobody misses elsewhere; may be
///   empty
public record Figure(
    String svg, String alt, String caption, List<List<String>> table, String script)
    implements Html {

  /// A browser's own margins would take a fifth of a narrow page; the picture may be moved
  /// sideways.
  private static final String FULL_WIDTH = "margin: 1em 0; overflow-x: auto";

  /// Smaller than this its words cannot be read; on paper, A4 or Letter, it fits just so.
  private static final String READABLE = "min-width: 560px";

  /// Keeps its own copy of the table.
  public Figure {
    table = table.stream().map(List::copyOf).toList();
  }

  /// A figure without a script.
  public Figure(String svg, String alt, String caption, List<List<String>> table) {
    this(svg, alt, caption, table, "");
  }

  @Override
  public String html() {
    var html = new Markup().open("div").open("figure", "style", FULL_WIDTH);
    html.empty("img", "alt", alt, "src", address(svg), "style", READABLE);
    html.leaf("figcaption", caption).close();
    if (!table.isEmpty()) {
      html.open("details").leaf("summary", "The same as a table");
      Tables.write(html, table);
      html.close();
    }
    if (!script.isEmpty()) {
      html.script(script);
    }
    return html.close().toString();
  }

  /// A picture as an address that holds it.
  static String address(String svg) {
    return "data:image/svg+xml;base64," + Base64.getEncoder().encodeToString(svg.getBytes(UTF_8));
  }

  @Override
  public String text() {
    return alt;
  }

  @Override
  public String toString() {
    return text();
  }
}

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
public record Figure(String svg, String alt, String caption, List<List<String>> table)
    implements Html {

  /// Keeps its own copy of the table.
  public Figure {
    table = table.stream().map(List::copyOf).toList();
  }

  @Override
  public String html() {
    var encoded = Base64.getEncoder().encodeToString(svg.getBytes(UTF_8));
    var html = new Markup().open("div").open("figure");
    html.empty("img", "alt", alt, "src", "data:image/svg+xml;base64," + encoded);
    html.leaf("figcaption", caption).close();
    if (!table.isEmpty()) {
      html.open("details").leaf("summary", "The same as a table");
      Tables.write(html, table);
      html.close();
    }
    return html.close().toString();
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

package asynclab.notebook.markup;

/// Text with `code` between backticks, as it stands in resource files.
public final class Prose {
  private Prose() {}

  /// Writes the text into the open element; what is between backticks becomes a `code` element.
  public static Markup write(Markup html, String text) {
    var parts = text.split("`", -1);
    for (var i = 0; i < parts.length; i++) {
      if (i % 2 == 1) html.leaf("code", parts[i]);
      else html.text(parts[i]);
    }
    return html;
  }
}

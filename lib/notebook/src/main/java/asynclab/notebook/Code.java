package asynclab.notebook;

import asynclab.trace.Site;
import java.util.Optional;

/// A line of the program as a reader finds it.
///
/// @param where which one, in words: `cell [14], line 9`
/// @param text how it reads; empty where only its place is known
record Code(String where, String text) {
  static volatile SourceLines installed = (className, line) -> Optional.empty();

  /// Classes of a notebook's cells: their names mean nothing to a reader.
  private static final String CELLS = "REPL.";

  /// No line is known.
  static final Code NONE = new Code("", "");

  /// What is known of `site`.
  static Code of(Site site) {
    return installed
        .of(site.className(), site.line())
        .map(line ->
            new Code("cell [" + line.cell() + "], line " + line.number(), line.text().strip()))
        .orElseGet(() -> byName(site));
  }

  @Override
  public String toString() {
    return text.isEmpty() ? where : where + ": " + text;
  }

  private static Code byName(Site site) {
    var name = site.className();
    if (site.line() <= 0 || name.startsWith(CELLS)) {
      return NONE;
    }
    var simple = name.substring(name.lastIndexOf('.') + 1).replace('$', '.');
    return new Code(simple + ", line " + site.line(), "");
  }
}

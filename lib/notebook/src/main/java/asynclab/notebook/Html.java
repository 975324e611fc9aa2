package asynclab.notebook;

/// A value that a notebook shows as HTML: what a cell ends with, or what is handed to `show`.
///
/// Both texts say the same thing: [#html] to the browser, [#text] to everything that has none (a
/// terminal, a screen reader, `lab run`).
public interface Html {
  /// The fragment to show: self-contained, no script needed, nothing fetched from elsewhere.
  String html();

  /// The same in plain words, for whoever cannot see the fragment.
  String text();
}

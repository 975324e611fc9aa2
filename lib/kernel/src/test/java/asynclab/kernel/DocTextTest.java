package asynclab.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/// Comments as a tooltip shows them: the JDK's HTML and our Markdown.
class DocTextTest {
  @Test
  void our_markdown_becomes_html() {
    assertEquals(
        "<p>Waits, see <code>Poll</code> and <code>Selector#select</code>.</p><p>With"
            + " <em>edge</em> or <code>level()</code>.</p>",
        DocText.html("Waits, see [Poll] and [Selector#select].\n\nWith *edge* or `level()`."));
  }

  @Test
  void a_link_with_a_text_of_its_own_shows_that_text() {
    assertEquals("\nEdge-triggered: tells.", DocText.plain("[Edge-triggered][#edge]: tells."));
  }

  @Test
  void the_jdks_tags_become_words_or_code() {
    assertEquals("\nReturns a List<E>.", DocText.plain("<p>Returns a {@code List<E>}."));
    assertEquals("<p>A <code>Map</code>.</p>", DocText.html("A {@link Map}."));
  }

  @Test
  void a_type_parameter_in_code_is_no_tag() {
    assertEquals("<p><code>List&lt;E&gt;</code></p>", DocText.html("{@code List<E>}"));
    assertEquals("<p><code>List&lt;E&gt;</code></p>", DocText.html("`List<E>`"));
    assertEquals("<p><pre>List&lt;E&gt; l;\n</pre></p>", DocText.html("```java\nList<E> l;\n```"));
    assertEquals("\n`List<E>`", DocText.plain("`List<E>`"));
  }

  @Test
  void a_parameter_has_a_line_of_its_own() {
    assertEquals(
        "<p>Waits.\n<br><b>param</b> <code>timeout</code> how long</p>",
        DocText.html("Waits.\n@param timeout how long"));
  }

  @Test
  void no_comment_is_no_text() {
    assertEquals("", DocText.plain(null));
    assertEquals("", DocText.html(" "));
  }
}

package asynclab.notebook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class FigureTest {
  private static final Figure FIGURE =
      new Figure(
          "<svg/>",
          "A \"picture\" of <things> & 'more'",
          "caption <b>",
          List.of(List.of("time", "what"), List.of("1", "<script>alert(1)</script>")));

  @Test
  void a_figure_is_an_image_with_its_words_and_its_table() {
    var page = Xml.parse(FIGURE.html());

    assertEquals("A \"picture\" of <things> & 'more'", page.attribute("//figure/img", "alt"));
    assertEquals("caption <b>", page.text("//figure/figcaption"));
    assertEquals("The same as a table", page.text("//details/summary"));
    assertEquals("<script>alert(1)</script>", page.text("//details/table/tbody/tr/td[2]"));
  }

  @Test
  void the_image_holds_the_picture_itself() {
    var source = Xml.parse(FIGURE.html()).attribute("//img", "src");

    var encoded = source.substring("data:image/svg+xml;base64,".length());
    assertEquals("<svg/>", new String(Base64.getDecoder().decode(encoded), UTF_8));
  }

  @Test
  void nothing_in_it_needs_trust() {
    var html = FIGURE.html();

    for (var forbidden : List.of("<script", "<style", "<svg", "<iframe", " on")) {
      var markup = html.replaceAll("alt=\"[^\"]*\"|base64,[^\"]*", "");
      assertFalse(markup.contains(forbidden), forbidden);
    }
  }

  @Test
  void a_script_stands_last_and_the_rest_is_as_without_it() {
    var script = "go(1 < 2 && 'x');";
    var moving = new Figure("<svg/>", FIGURE.alt(), FIGURE.caption(), FIGURE.table(), script);

    var html = moving.html();

    assertEquals(FIGURE.html(), html.replaceFirst("(?s)<script>.*</script>", ""));
    assertTrue(Xml.parse(html).text("/div/script").contains(script));
  }

  @Test
  void a_script_that_would_end_itself_early_is_refused() {
    for (var code : List.of("'</script>'", "a[b[0]]>1")) {
      var figure = new Figure("<svg/>", "a", "c", List.of(), code);

      assertThrows(IllegalArgumentException.class, figure::html);
    }
  }

  @Test
  void without_rows_there_is_no_table() {
    assertFalse(new Figure("<svg/>", "a", "c", List.of()).html().contains("table"));
  }

  @Test
  void in_plain_words_it_says_what_the_picture_says() {
    assertEquals(FIGURE.alt(), FIGURE.text());
    assertTrue(FIGURE.toString().contains("<things>"));
  }
}

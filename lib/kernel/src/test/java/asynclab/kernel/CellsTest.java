package asynclab.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import asynclab.notebook.Html;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.junit.jupiter.api.Test;

class CellsTest {
  record Bold(String word) implements Html {
    @Override
    public String html() {
      return "<b>" + word + "</b>";
    }

    @Override
    public String text() {
      return word;
    }
  }

  private final Renderer renderer = new Renderer();

  @Test
  void a_value_with_html_is_shown_as_html() {
    Cells.renderHtml(renderer);

    var shown = renderer.render(new Bold("five"));

    assertEquals("<b>five</b>", shown.getData(MIMEType.TEXT_HTML));
  }

  @Test
  void its_plain_words_stand_beside_it() {
    Cells.renderHtml(renderer);

    var shown = renderer.render(new Bold("five"));

    assertEquals("five", shown.getData(MIMEType.TEXT_PLAIN));
  }
}

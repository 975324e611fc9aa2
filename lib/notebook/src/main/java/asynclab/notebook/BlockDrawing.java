package asynclab.notebook;

import static asynclab.notebook.Glyph.px;

import asynclab.notebook.BlockPicture.Moment;
import asynclab.notebook.markup.Markup;
import java.util.List;

/// A [BlockPicture] as an SVG document.
final class BlockDrawing {
  private static final double EDGE = 16;
  private static final double LEAST = 560; // narrower than that its words would grow
  private static final double WIDE = 252; // of a moment
  private static final double APART = 18;
  private static final double SIZE = 11.5;
  private static final double SMALL = 10.5;
  private static final double NAME = 46; // how wide the column of names is
  private static final double WORD = 128;
  private static final double HIGH = 24;
  private static final double HEAD = 26; // of a block
  private static final double BETWEEN = 18; // two blocks
  private static final double LANE = 13; // between two arrows
  private static final int NUMBERS_END = 100_000; // from there on a number is read as hexadecimal

  private final Markup svg = new Markup();
  private final String title;
  private final List<Moment> moments;
  private final double top;

  BlockDrawing(String title, List<Moment> moments) {
    this.title = title;
    this.moments = moments;
    var heads = moments.stream().mapToInt(moment -> head(moment).size()).max().orElse(1);
    top = 12 + Sheet.TITLE_SIZE + 12 + Sheet.height(heads, Sheet.HEAD_SIZE) + 6;
  }

  private static List<String> head(Moment moment) {
    return Words.wrap(moment.head(), Sheet.HEAD_SIZE, WIDE, 2);
  }

  /// A word as it is written: small numbers as such, others as addresses are.
  static String number(long value) {
    return Math.abs(value) < NUMBERS_END ? String.valueOf(value) : "0x%x".formatted(value);
  }

  /// The document; `description` is for readers who do not see it.
  String svg(String description) {
    var wide = 2 * EDGE + moments.size() * WIDE + (moments.size() - 1) * APART;
    var high = moments.stream().mapToDouble(this::bottom).max().orElse(top) + EDGE;
    Sheet.open(svg, Math.max(wide, LEAST), high, title, description);
    Sheet.text(svg, title, "ink", EDGE, 12 + Sheet.TITLE_SIZE, "start", Sheet.TITLE_SIZE, "650");
    for (var i = 0; i < moments.size(); i++) moment(moments.get(i), EDGE + i * (WIDE + APART));
    return svg.close().toString();
  }

  private double bottom(Moment moment) {
    var last = moment.blocks().size() - 1;
    return last < 0 ? top : y(moment, last, moment.blocks().get(last).words().size() - 1) + HIGH;
  }

  /// The upper edge of a word.
  private double y(Moment moment, int block, int word) {
    var y = top;
    for (var i = 0; i < block; i++) {
      y += HEAD + moment.blocks().get(i).words().size() * HIGH + BETWEEN;
    }
    return y + HEAD + word * HIGH;
  }

  private void moment(Moment moment, double left) {
    svg.open("g", "class", "moment");
    Sheet.lines(svg, head(moment), left, 12 + Sheet.TITLE_SIZE + 8, Sheet.HEAD_SIZE, "ink");
    var arrows = 0;
    for (var i = 0; i < moment.blocks().size(); i++) {
      var block = moment.blocks().get(i);
      heading(block, left + NAME, y(moment, i, 0));
      for (var j = 0; j < block.words().size(); j++) {
        word(block.words().get(j), left, y(moment, i, j));
      }
    }
    for (var i = 0; i < moment.blocks().size(); i++) {
      for (var j = 0; j < moment.blocks().get(i).words().size(); j++) {
        var word = moment.blocks().get(i).words().get(j);
        if (word.isAddress() && word.value() != 0) {
          arrow(moment, word.value(), left + NAME + WORD, y(moment, i, j) + HIGH / 2, ++arrows);
        }
      }
    }
    svg.close();
  }

  private void heading(Block block, double x, double y) {
    Sheet.text(svg, block.name(), "ink", x, y - 7, "start", Sheet.TEXT_SIZE, "650");
    var at = "0x%x".formatted(block.address());
    Sheet.code(svg, at, "soft", x + WORD, y - 7, "end", SMALL);
  }

  private void word(Block.Word word, double left, double y) {
    var x = left + NAME;
    Sheet.text(svg, word.name(), "soft", x - 6, y + 16, "end", SMALL, "400");
    Sheet.rect(svg, "band grid", x, y, WORD, HIGH, 2);
    var look = word.isAddress() ? "wakehead" : "ink";
    Sheet.code(svg, number(word.value()), look, x + WORD - 8, y + 16, "end", SIZE);
  }

  /// Out to the right, along, and back into the word it points at; each in a lane of its own.
  private void arrow(Moment moment, long address, double x, double from, int number) {
    var lane = x + 8 + number * LANE;
    for (var i = 0; i < moment.blocks().size(); i++) {
      var word = moment.blocks().get(i).word(address);
      if (word < 0) continue;
      var straight = y(moment, i, word) + HIGH / 2;
      var to = straight == from ? from - 7 : straight; // at itself: a loop, or nothing would show
      path("wake pointer", "M %s %s H %s V %s H %s", x, from, lane, to, x + 8);
      svg.empty(
          "path", "class", "wakehead", "d", "M %s %s l 8 -4 v 8 z".formatted(px(x + 1), px(to)));
      return;
    }
    svg.open("g", "stroke-dasharray", "3 3");
    path("wake pointer", "M %s %s H %s V %s H %s", x, from, lane, from, lane + 12);
    svg.close();
    Sheet.text(svg, "gone", "wakehead", lane + 15, from + 4, "start", SMALL, "400");
  }

  private void path(String look, String form, double... numbers) {
    var words = new Object[numbers.length];
    for (var i = 0; i < numbers.length; i++) words[i] = px(numbers[i]);
    svg.empty("path", "class", look, "d", form.formatted(words));
  }
}

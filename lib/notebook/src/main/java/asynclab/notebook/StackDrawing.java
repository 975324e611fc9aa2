package asynclab.notebook;

import static asynclab.notebook.Glyph.px;

import asynclab.fibers.machine.StackView;
import asynclab.notebook.StackPicture.Relation;
import asynclab.notebook.markup.Markup;
import java.util.ArrayList;
import java.util.List;

/// A [StackPicture] as an SVG document.
final class StackDrawing {
  private static final double ONE = 560; // how wide a picture of one stack is
  private static final double TWO = 840;
  private static final double EDGE = 16;
  private static final double APART = 24;
  private static final double SIZE = 11.5;
  private static final double SMALL = 10.5;
  private static final double PITCH = 32;
  private static final double BOX = 24;
  private static final double OFFSET = 50; // how wide the column of offsets is
  private static final double GUTTER = 40; // where the stack pointer goes
  private static final double WORD = 134;
  private static final double BAR = 5;
  private static final double GAP = 40; // what lies between the words shown and the guard page
  private static final double LINE = 18; // a line of registers
  private static final int MOST = 26; // words of one stack

  private final StackPicture picture;
  private final Markup svg = new Markup();
  private final double width;
  private final double wide; // of a panel
  private final double top;
  private final int rows;
  private final StackLegend legend;

  StackDrawing(StackPicture picture) {
    this.picture = picture;
    var panels = picture.views().size();
    width = panels == 1 ? ONE : TWO;
    wide = (width - 2 * EDGE - (panels - 1) * APART) / panels;
    top = 12 + Sheet.TITLE_SIZE + 14 + Sheet.HEAD_SIZE + 30;
    rows = picture.views().stream().mapToInt(view -> shown(view).size()).max().orElse(0);
    legend = new StackLegend(picture, EDGE, width - 2 * EDGE);
  }

  /// The words nearest to the top and those nearest to the stack pointer, should there be too many.
  private static List<StackView.Row> shown(StackView view) {
    if (view.rows().size() <= MOST) return view.rows();
    var shown = new ArrayList<>(view.rows().subList(0, MOST / 2));
    shown.addAll(view.rows().subList(view.rows().size() - MOST / 2, view.rows().size()));
    return shown;
  }

  /// The document; `description` is for readers who do not see it.
  String svg(String description) {
    var below = bottom() + GAP + BOX + 22;
    var lines = picture.views().stream().mapToInt(view -> lines(view)).max().orElse(0);
    var legendTop = below + 16 + lines * LINE + 12;
    Sheet.open(svg, width, legendTop + legend.height() + 10, picture.title(), description);
    svg.open("g", "font-size", px(SIZE));
    text(picture.title(), "ink", EDGE, 12 + Sheet.TITLE_SIZE, Sheet.TITLE_SIZE, "650");
    for (var i = 0; i < picture.views().size(); i++) panel(i, below);
    if (picture.relation() == Relation.SWITCH) jump();
    legend.draw(svg, legendTop);
    return svg.close().close().toString();
  }

  private double bottom() {
    return top + rows * PITCH;
  }

  private static int lines(StackView view) {
    return (view.registers().size() + 1) / 2;
  }

  private double left(int panel) {
    return EDGE + panel * (wide + APART);
  }

  private double box(int panel) {
    return left(panel) + OFFSET + GUTTER;
  }

  private void panel(int panel, double below) {
    var view = picture.views().get(panel);
    var left = left(panel);
    var head = Words.cut(picture.head(panel), Sheet.HEAD_SIZE, wide);
    text(head, "ink", left, top - 34, Sheet.HEAD_SIZE, "650");
    var high = "T = 0x%x, the top".formatted(view.top());
    code(high, "soft", box(panel), top - 10, "start", SMALL);
    var y = top + PITCH / 2;
    for (var row : shown(view)) {
      row(panel, row, y);
      if (row.address() == view.stackPointer()) pointer(panel, y);
      y += PITCH;
    }
    end(view, panel, y - PITCH / 2);
    registers(view, panel, below);
  }

  private void row(int panel, StackView.Row row, double y) {
    var view = picture.views().get(panel);
    var look = view.isLive(row) ? "ink" : "soft";
    var x = box(panel);
    svg.open("g", "class", "word", "data-kind", row.kind().name());
    code(StackPicture.offset(row.fromTop()), look, left(panel) + OFFSET, y, "end", SIZE);
    code(StackPicture.shortened(row.address()), "soft", left(panel) + OFFSET, y + 12, "end", 9.5);
    rect("band grid", x, y - BOX / 2, WORD, BOX);
    rect(StackLegend.look(row.kind()), x, y - BOX / 2, BAR, BOX);
    code(StackPicture.hex(row.word()), look, x + WORD - 6, y + 4, "end", SIZE);
    if (picture.isChanged(panel, row)) rect("wake", x - 1.5, y - BOX / 2 - 1.5, WORD + 3, BOX + 3);
    var room = left(panel) + wide - (x + WORD + 8);
    var lines = Words.wrap(row.meaning(), SMALL, room, 2);
    var first = lines.size() == 1 ? y + 4 : y - 2;
    for (var i = 0; i < lines.size(); i++) {
      text(lines.get(i), look, x + WORD + 8, first + 13 * i, SMALL, "400");
    }
    svg.close();
  }

  /// The stack pointer of a fiber that waits lies in its context: it is drawn hollow where another
  /// one is in use.
  private void pointer(int panel, double y) {
    var isLeft = picture.relation() == Relation.SWITCH && panel == 0;
    var x = box(panel);
    svg.open("g", "class", "pointer", "data-left", String.valueOf(isLeft));
    var from = x - GUTTER + 12;
    line(from, y, x - 8, y);
    var head = "M %s %s l -7 -4 v 8 z".formatted(px(x - 1), px(y));
    svg.empty("path", "class", isLeft ? "wake" : "wakehead", "d", head);
    code(picture.pointerName(), "wakehead", from - 2, y - 5, "start", SMALL);
    svg.close();
  }

  /// Down one gutter, across below the words and up the other: no word is crossed.
  private void jump() {
    var from = box(0) - GUTTER + 12;
    var to = box(1) - GUTTER + 12;
    var across = bottom() + 12;
    svg.empty(
        "path",
        "class",
        "wake jump",
        "d",
        "M %s %s V %s H %s V %s"
            .formatted(px(from), px(pointerY(0)), px(across), px(to), px(pointerY(1))));
  }

  private double pointerY(int panel) {
    var view = picture.views().get(panel);
    var shown = shown(view);
    for (var i = 0; i < shown.size(); i++) {
      if (shown.get(i).address() == view.stackPointer()) return top + PITCH / 2 + i * PITCH;
    }
    return bottom() + 12;
  }

  /// What lies below the words: how much is left, and the guard page.
  private void end(StackView view, int panel, double from) {
    var x = box(panel);
    var to = bottom() + GAP;
    svg.empty(
        "line",
        "class",
        "grid",
        "stroke-dasharray",
        "2 4",
        "x1",
        px(x),
        "x2",
        px(x),
        "y1",
        px(from),
        "y2",
        px(to));
    svg.empty(
        "line",
        "class",
        "grid",
        "stroke-dasharray",
        "2 4",
        "x1",
        px(x + WORD),
        "x2",
        px(x + WORD),
        "y1",
        px(from),
        "y2",
        px(to));
    var used = "%,d of %,d bytes used".formatted(view.used(), view.top() - view.bottom());
    text(used, "soft", x + 8, to - 8, SMALL, "400");
    if (view.hasGuardPage()) guardPage(view, x, to);
    else
      code(
          StackPicture.shortened(view.bottom()) + ": no guard page",
          "soft",
          x,
          to + 14,
          "start",
          SMALL);
  }

  private void guardPage(StackView view, double x, double y) {
    svg.open("g", "class", "guard");
    CpuMarks.hatched(svg, x, x + WORD, y, BOX);
    code(StackPicture.shortened(view.bottom()), "soft", x - GUTTER, y + 8, "end", 9.5);
    text("guard page: no access", "ink", x + WORD + 8, y + 16, SMALL, "400");
    svg.close();
  }

  private void registers(StackView view, int panel, double below) {
    var does =
        picture.relation() != Relation.SWITCH
            ? "its context holds"
            : panel == 0 ? "the switch has saved" : "the switch loads";
    text(does, "soft", left(panel), below + 4, SMALL, "400");
    var saved = view.registers();
    var half = lines(view);
    for (var i = 0; i < saved.size(); i++) {
      var x = i < half ? left(panel) : left(panel) + wide / 2;
      register(panel, saved.get(i), x, below + 6 + (i % half + 1) * LINE);
    }
  }

  private void register(int panel, StackView.Saved saved, double x, double y) {
    var name = saved.register().name();
    var look = name.equals(picture.pointerName()) ? "wakehead" : "ink";
    code(name, look, x, y, "start", SMALL);
    code(StackPicture.hex(saved.value()), look, x + 176, y, "end", SMALL);
    if (picture.isChanged(panel, saved)) rect("wake", x - 3, y - 11.5, 183, 15);
  }

  private void rect(String look, double x, double y, double wide, double high) {
    Sheet.rect(svg, look, x, y, wide, high, 2);
  }

  private void line(double x1, double y1, double x2, double y2) {
    svg.empty("line", "class", "wake", "x1", px(x1), "y1", px(y1), "x2", px(x2), "y2", px(y2));
  }

  private void text(String text, String look, double x, double y, double size, String weight) {
    Sheet.text(svg, text, look, x, y, "start", size, weight);
  }

  private void code(String text, String look, double x, double y, String anchor, double size) {
    Sheet.code(svg, text, look, x, y, anchor, size);
  }
}

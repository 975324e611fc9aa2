package asynclab.notebook;

import static asynclab.notebook.Glyph.px;

import asynclab.notebook.markup.Markup;
import java.util.List;

/// One or two [Border]s as an SVG document: the program's lane left, the kernel's right of it.
final class BorderDrawing {
  private static final double WIDTH = 840;
  private static final double EDGE = 16;
  private static final double APART = 28;
  private static final double SIZE = 11.5;
  private static final double PITCH = 38;
  private static final double STROKES_APART = 8;
  private static final double BAR = 8;
  private static final double BUFFER = 84;

  private final String title;
  private final List<Border> panels;
  private final int rows;
  private final Markup svg = new Markup();

  /// Where the parts of a panel lie from left to right.
  private record Place(double left, double program, double kernel, double right, double buffer) {
    double room() {
      return kernel - program - 2 * BAR - 8;
    }
  }

  /// `title` is empty for a single panel, whose own title is the heading then.
  BorderDrawing(String title, List<Border> panels) {
    this.title = title;
    this.panels = panels;
    this.rows = panels.stream().mapToInt(panel -> panel.rows().size()).max().orElse(0);
  }

  /// The document; `description` is for readers who do not see it.
  String svg(String description) {
    var top = title.isEmpty() ? 12.0 : 12 + Sheet.TITLE_SIZE + 14;
    var lanesTop = top + Sheet.HEAD_SIZE + 40;
    var height = lanesTop + rows * PITCH + 26;
    var heading = title.isEmpty() ? panels.getFirst().title() : title;
    Sheet.open(svg, WIDTH, height, heading, description);
    svg.open("g", "font-size", px(SIZE));
    text(title, "ink", EDGE, 12 + Sheet.TITLE_SIZE, "start", Sheet.TITLE_SIZE, "650");
    var wide = (WIDTH - 2 * EDGE - (panels.size() - 1) * APART) / panels.size();
    for (var i = 0; i < panels.size(); i++) {
      panel(panels.get(i), EDGE + i * (wide + APART), wide, top, lanesTop);
    }
    return svg.close().close().toString();
  }

  private void panel(Border panel, double left, double wide, double top, double lanesTop) {
    var place = place(panel, left, wide);
    var size = title.isEmpty() ? Sheet.TITLE_SIZE : Sheet.HEAD_SIZE;
    var head = Words.cut(panel.title(), size * 1.1, wide);
    text(head, "ink", left, top + size, "start", size, "650");
    lane("program", place.program, lanesTop);
    lane("kernel", place.kernel, lanesTop);
    if (panel.hasBuffer()) {
      text("buffer", "soft", place.buffer, lanesTop - 8, "start", SIZE, "400");
    }
    var y = lanesTop + PITCH / 2;
    for (var row : panel.rows()) {
      row(row, place, y);
      y += PITCH;
    }
    if (panel.hasBuffer()) buffer(panel.rows(), place, lanesTop);
  }

  private static Place place(Border panel, double left, double wide) {
    var rows = panel.rows();
    var before = widest(rows.stream().map(Border.Row::margin).toList());
    var behind = widest(rows.stream().map(Border.Row::aside).toList());
    var margin = Math.max(28, Math.min(before + 14, wide / 4));
    var beside = Math.max(panel.hasBuffer() ? 28 : 24, Math.min(behind + 14, wide / 4));
    var buffer = left + wide - (panel.hasBuffer() ? BUFFER : 0);
    return new Place(left, left + margin, buffer - beside, left + wide, buffer);
  }

  private static double widest(List<String> texts) {
    return texts.stream().mapToDouble(text -> Words.width(text, SIZE)).max().orElse(0);
  }

  private void lane(String name, double x, double top) {
    text(name, "soft", x, top - 8, "middle", SIZE, "400");
    svg.empty(
        "line", "class", "grid", "x1", px(x), "x2", px(x), "y1", px(top), "y2", px(bottom(top)));
  }

  private double bottom(double top) {
    return top + rows * PITCH;
  }

  private void row(Border.Row row, Place place, double y) {
    svg.open("g", "class", "row", "data-kind", row.kind().name());
    var margin = Words.cut(row.margin(), SIZE, place.program - place.left - 12);
    text(margin, "ink", place.program - 12, y + 4, "end", SIZE, "400");
    switch (row.kind()) {
      case CALL -> call(row, place, y);
      case TOLD -> {
        code(row.text(), row.text(), place, y - 6, "ink");
        stroke(place.kernel - BAR / 2, place.program + 1, y);
      }
      case PROGRAM -> {
        svg.empty("circle", "class", "run", "cx", px(place.program), "cy", px(y), "r", "5");
        text(fit(row.text(), place), "ink", place.program + 12, y + 4, "start", SIZE, "400");
      }
      case KERNEL -> {
        svg.empty("circle", "class", "sys", "cx", px(place.kernel), "cy", px(y), "r", "5");
        text(fit(row.text(), place), "ink", place.kernel - 12, y + 4, "end", SIZE, "400");
      }
    }
    svg.close();
  }

  private static String fit(String text, Place place) {
    return Words.cut(text, SIZE, place.room());
  }

  private void call(Border.Row row, Place place, double y) {
    var comesBack = !row.answer().isEmpty();
    var whole = comesBack ? row.text() + " = " + row.answer() : row.text();
    code(whole, row.text(), place, y - 6, row.failed() ? "wakehead" : "ink");
    stroke(place.program + 1, place.kernel - BAR / 2, y);
    bar("sys", place.kernel, y - 2, STROKES_APART + 4);
    if (comesBack) stroke(place.kernel - BAR / 2, place.program + 1, y + STROKES_APART);
    text(row.aside(), "soft num", place.kernel + 12, y + 8, "start", SIZE, "400");
  }

  /// What crosses, above its stroke; where there is no room for the answer the question is kept.
  private void code(String whole, String question, Place place, double y, String look) {
    var shown = Words.width(whole, SIZE) <= place.room() ? whole : fit(question, place);
    Sheet.code(svg, shown, look, place.program + 12, y, "start", Sheet.TEXT_SIZE);
  }

  private void stroke(double from, double to, double y) {
    var towards = to > from ? 1 : -1;
    svg.empty(
        "line",
        "class",
        "wake",
        "x1",
        px(from),
        "x2",
        px(to - 5 * towards),
        "y1",
        px(y),
        "y2",
        px(y));
    var head = "M %s %s l %d -3.5 v 7 z".formatted(px(to), px(y), -7 * towards);
    svg.empty("path", "class", "wakehead", "d", head);
  }

  private void bar(String look, double x, double y, double height) {
    svg.empty(
        "rect",
        "class",
        look,
        "x",
        px(x - BAR / 2),
        "y",
        px(y),
        "width",
        px(BAR),
        "height",
        px(height),
        "rx",
        "2");
  }

  /// Thick and the kernel's colour while it is lent, thin and the program's while it is not.
  private void buffer(List<Border.Row> rows, Place place, double top) {
    for (var from = 0; from < rows.size(); ) {
      var isKernels = rows.get(from).isKernels();
      var to = from + 1;
      while (to < rows.size() && rows.get(to).isKernels() == isKernels) to++;
      var wide = isKernels ? 12.0 : 4.0;
      svg.empty(
          "rect",
          "class",
          isKernels ? "sys" : "run",
          "data-owner",
          Border.owner(isKernels),
          "x",
          px(place.buffer + 6 - wide / 2),
          "y",
          px(top + from * PITCH + 2),
          "width",
          px(wide),
          "height",
          px((to - from) * PITCH - 4),
          "rx",
          "2");
      var name = isKernels ? "kernel's" : "program's";
      text(name, "soft", place.buffer + 18, top + from * PITCH + 16, "start", SIZE, "400");
      from = to;
    }
  }

  private void text(
      String text, String look, double x, double y, String anchor, double size, String weight) {
    Sheet.text(svg, text, look, x, y, anchor, size, weight);
  }
}

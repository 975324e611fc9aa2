package asynclab.notebook;

import asynclab.notebook.markup.Markup;

/// The kinds of marks in a timeline; each has a shape of its own, so that colour is never needed.
enum Glyph {
  /// A bar: the program's own note.
  NOTE("the program's note"),
  /// A circle: there are bytes.
  DATA("readable"),
  /// A diamond: the other side has finished (FIN).
  END("read-closed (FIN)"),
  /// A hollow circle: there is room to write.
  ROOM("writable"),
  /// A square: an error or a hang-up.
  FAULT("error"),
  /// A triangle on its point: an operation is done.
  DONE("done"),
  /// A triangle: a wake-up from outside the loop.
  WAKE("woken");

  final String meaning;

  Glyph(String meaning) {
    this.meaning = meaning;
  }

  /// The mark for an event's readiness, such as `readable+read-closed`: its gravest part decides.
  static Glyph of(String readiness) {
    if (readiness.startsWith("done")) {
      return DONE;
    }
    if (readiness.contains("error")) {
      return FAULT;
    }
    if (readiness.contains("read-closed")) {
      return END;
    }
    return readiness.contains("readable") ? DATA : ROOM;
  }

  /// Its width in the picture.
  double width() {
    return this == NOTE ? 4 : 11;
  }

  /// Draws it around (`x`, `y`), in the colours of `style`.
  void draw(Markup svg, double x, double y, String style) {
    var look =
        switch (this) {
          case NOTE -> "run";
          case ROOM -> style + "-hollow";
          case WAKE -> "wakehead";
          case DATA, END, FAULT, DONE -> style;
        };
    if (this == DATA || this == ROOM) {
      svg.empty("circle", "class", look, "cx", px(x), "cy", px(y), "r", px(this == DATA ? 5 : 4));
      return;
    }
    var shape =
        switch (this) {
          case NOTE -> "M %s %s m -2 -9 h 4 v 18 h -4 z";
          case END -> "M %s %s m 0 -6.5 l 6.5 6.5 l -6.5 6.5 l -6.5 -6.5 z";
          case DONE -> "M %s %s m 0 6 l 6 -11 h -12 z";
          case FAULT -> "M %s %s m -4.5 -4.5 h 9 v 9 h -9 z";
          default -> "M %s %s m 0 -6 l 6 11 h -12 z";
        };
    svg.empty("path", "class", look, "d", shape.formatted(px(x), px(y)));
  }

  /// A coordinate as the picture writes it: one decimal.
  static String px(double value) {
    return String.valueOf(Math.round(value * 10) / 10.0);
  }
}

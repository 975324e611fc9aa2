package asynclab.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// The picture of what crosses between a program and its kernel: two lanes, time runs down.
///
/// Each call is a stroke from the program's lane to the kernel's and back. Between [#lent] and
/// [#back] a buffer is the kernel's, which a bar beside the lanes shows. What a picture shows has
/// happened in the order in which it is told; there is no scale of time.
///
/// ```java
/// Border.titled("A receive by readiness")
///     .call("epoll_wait", "1 event").inside("bytes arrive").told("readable")
///     .call("recv", "6").figure()
/// ```
public final class Border {
  /// What stands in one row of the picture.
  ///
  /// @param margin what stands left of the lanes: who does it
  /// @param text what is asked, told or done
  /// @param answer what the kernel returns at once; empty when nothing comes back
  /// @param aside what stands right of the lanes, such as how long it took
  /// @param isKernels whether the buffer is the kernel's when the row has happened
  record Row(
      Kind kind,
      String margin,
      String text,
      String answer,
      String aside,
      boolean failed,
      boolean isKernels) {}

  /// Which way a row goes.
  enum Kind {
    CALL("asks"),
    TOLD("is told"),
    PROGRAM("does"),
    KERNEL("in the kernel");

    final String verb;

    Kind(String verb) {
      this.verb = verb;
    }
  }

  private final String title;
  private final List<Row> rows = new ArrayList<>();
  private String margin = "";
  private boolean isKernels;
  private boolean hasBuffer;
  private String caption =
      "Each stroke is a crossing of the border. Time runs down, without a scale.";

  private Border(String title) {
    this.title = title;
  }

  /// An empty picture; the title says what it is about.
  public static Border titled(String title) {
    return new Border(title);
  }

  /// What stands below the picture.
  public Border caption(String text) {
    caption = text;
    return this;
  }

  /// Who does what is told from now on: a word left of the lanes, at the next row.
  public Border by(String who) {
    margin = who;
    return this;
  }

  /// A call that crosses the border, and its answer.
  public Border call(String text, String answer) {
    return call(text, answer, "", false);
  }

  /// The same with a remark beside it.
  Border call(String text, String answer, String aside, boolean failed) {
    return row(Kind.CALL, text, answer, aside, failed);
  }

  /// The kernel tells the program something.
  public Border told(String text) {
    return row(Kind.TOLD, text, "", "", false);
  }

  /// The program does something without the kernel.
  public Border program(String text) {
    return row(Kind.PROGRAM, text, "", "", false);
  }

  /// Something happens in the kernel, and the program does not notice.
  public Border inside(String text) {
    return row(Kind.KERNEL, text, "", "", false);
  }

  /// With the next row the buffer becomes the kernel's: it may write into it at any time.
  public Border lent() {
    isKernels = true;
    hasBuffer = true;
    return this;
  }

  /// With the next row the buffer is the program's again.
  public Border back() {
    isKernels = false;
    hasBuffer = true;
    return this;
  }

  private Border row(Kind kind, String text, String answer, String aside, boolean failed) {
    rows.add(new Row(kind, margin, text, answer, aside, failed, isKernels));
    margin = "";
    return this;
  }

  /// The picture.
  public Figure figure() {
    return figure("", List.of(this));
  }

  /// Two pictures side by side, row by row on one height.
  public static Figure sideBySide(String title, Border left, Border right) {
    return figure(title, List.of(left, right));
  }

  private static Figure figure(String title, List<Border> panels) {
    if (panels.stream().allMatch(panel -> panel.rows.isEmpty())) {
      throw new IllegalArgumentException("nothing crosses the border: tell it a call() first");
    }
    var alt = String.join(" ", panels.stream().map(Border::alt).toList());
    var described = title.isEmpty() ? alt : title + ". " + alt;
    var svg = new BorderDrawing(title, panels).svg(described);
    return new Figure(svg, described, panels.getFirst().caption, table(panels));
  }

  private String alt() {
    var sentences = rows.stream().map(row -> capital(sentence(row)) + ".");
    return "%s. Two lanes, program and kernel; %s. %s"
        .formatted(
            title,
            Words.count(rows.stream().filter(row -> row.kind == Kind.CALL).count(), "call"),
            String.join(" ", sentences.toList()));
  }

  private static String sentence(Row row) {
    var who = row.margin.isEmpty() ? "" : row.margin + ": ";
    return who
        + switch (row.kind) {
          case CALL ->
              row.answer.isEmpty()
                  ? "asks " + row.text
                  : "asks " + row.text + ", gets " + row.answer;
          case TOLD -> "is told " + row.text;
          case PROGRAM -> row.text;
          case KERNEL -> "in the kernel " + row.text;
        };
  }

  private static String capital(String sentence) {
    return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
  }

  private static List<List<String>> table(List<Border> panels) {
    var hasBuffer = panels.stream().anyMatch(panel -> panel.hasBuffer);
    var table = new ArrayList<List<String>>();
    var head = Stream.of("picture", "step", "who", "", "what", "answer", "remark", "buffer");
    table.add(head.limit(hasBuffer ? 8 : 7).toList());
    for (var panel : panels) {
      for (var row : panel.rows) {
        var cells =
            Stream.of(
                panel.title,
                "%d".formatted(panel.rows.indexOf(row) + 1),
                row.margin,
                row.kind.verb,
                row.text,
                row.answer,
                row.aside,
                owner(row.isKernels).toLowerCase(Locale.ROOT));
        table.add(cells.limit(hasBuffer ? 8 : 7).toList());
      }
    }
    return table;
  }

  static String owner(boolean isKernels) {
    return isKernels ? "the kernel's" : "the program's";
  }

  String title() {
    return title;
  }

  List<Row> rows() {
    return List.copyOf(rows);
  }

  boolean hasBuffer() {
    return hasBuffer;
  }
}

package asynclab.notebook;

import static asynclab.notebook.Glyph.px;

import asynclab.notebook.markup.Markup;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/// The picture of a runtime as a ladder: from the kernel up to the tasks, a rung a part, and whose
/// it is.
public final class LadderPicture {
  /// Whose a part is: each has a look of its own.
  public enum Look {
    /// The learner's: solid.
    YOURS("run", "many"),
    /// Ours, a page that the learner can read: hatched.
    PAGE("hatched", "idle"),
    /// The library's: hollow.
    LIBRARY("wait", "idle");

    private final String block;
    private final String bar;

    Look(String block, String bar) {
      this.block = block;
      this.bar = bar;
    }
  }

  /// A rung.
  ///
  /// @param name the interface of the part
  /// @param does what it does
  /// @param part what it is called
  /// @param owner whose it is
  public record Row(String name, String does, String part, String owner, Look look) {}

  private static final double WIDTH = 840;
  private static final double EDGE = 16;
  private static final double LEFT = 136; // of the left rail
  private static final double RIGHT = 588; // of the right one
  private static final double PITCH = 48;
  private static final double HIGH = 30;
  private static final double BLOCK = 26;
  private static final double TOP = 78; // the middle of the highest rung
  private static final double SIZE = 12.5;

  private final Markup svg = new Markup();
  private final String title;
  private final List<Row> rows; // from the highest down

  private LadderPicture(String title, List<Row> fromBelow) {
    this.title = title;
    this.rows = new ArrayList<>(fromBelow);
    Collections.reverse(rows);
  }

  /// The picture of these rungs, the lowest first.
  public static Figure of(String title, List<Row> fromBelow) {
    var picture = new LadderPicture(title, fromBelow);
    var said =
        fromBelow.stream()
            .map(row -> "%s: %s (%s)".formatted(row.name(), row.part(), row.owner()))
            .collect(Collectors.joining("; "));
    var alt = "%s. From the kernel upwards: %s.".formatted(title, said);
    return new Figure(
        picture.drawn(alt),
        alt,
        "Solid: yours. Hatched: ours, a page. Hollow: the library's.",
        table(fromBelow));
  }

  private static List<List<String>> table(List<Row> fromBelow) {
    var table = new ArrayList<List<String>>();
    table.add(List.of("rung", "part", "what it does", "which", "whose"));
    for (var row : fromBelow) {
      var number = String.valueOf(table.size());
      table.add(List.of(number, row.name(), row.does(), row.part(), row.owner()));
    }
    return table;
  }

  private String drawn(String description) {
    var bottom = TOP + rows.size() * PITCH + 14;
    Sheet.open(svg, WIDTH, bottom + EDGE, title, description);
    Sheet.text(svg, title, "ink", EDGE, 12 + Sheet.TITLE_SIZE, "start", Sheet.TITLE_SIZE, "650");
    rail(LEFT, bottom);
    rail(RIGHT, bottom);
    for (var i = 0; i < rows.size(); i++) rung(rows.get(i), rows.size() - i, TOP + i * PITCH);
    end("tasks", TOP - HIGH);
    end("the kernel", bottom);
    return svg.close().toString();
  }

  private void rail(double x, double bottom) {
    Sheet.rect(svg, "wait", x - 3, TOP - HIGH - 6, 6, bottom - TOP + HIGH + 12, 3);
  }

  private void end(String name, double y) {
    Sheet.text(svg, name, "soft", (LEFT + RIGHT) / 2, y + 4, "middle", SIZE, "400");
  }

  private void rung(Row row, int number, double y) {
    var name = number + "  " + row.name();
    Sheet.text(svg, name, "ink", LEFT - 16, y + 4, "end", SIZE, "650");
    Sheet.rect(svg, row.look().bar, LEFT - 8, y - HIGH / 2, RIGHT - LEFT + 16, HIGH, 4);
    block(row.look(), LEFT, y);
    var room = RIGHT - LEFT - BLOCK - 20;
    var does = Words.cut(row.does(), SIZE, room);
    Sheet.text(svg, does, "ink", LEFT + BLOCK + 14, y + 4, "start", SIZE, "400");
    var left = RIGHT + 22;
    Sheet.code(
        svg, Words.cut(row.part(), SIZE, WIDTH - left - EDGE), "ink", left, y, "start", SIZE);
    Sheet.text(svg, row.owner(), "soft", left, y + 16, "start", 11.5, "400");
  }

  private void block(Look look, double x, double y) {
    var top = y - HIGH / 2 + 5;
    if (look == Look.PAGE) CpuMarks.hatched(svg, x, x + BLOCK, top, HIGH - 10);
    else Sheet.rect(svg, look.block, x, top, BLOCK, HIGH - 10, 2);
    svg.empty(
        "line",
        "class",
        "grid",
        "x1",
        px(x + BLOCK + 6),
        "x2",
        px(x + BLOCK + 6),
        "y1",
        px(y - HIGH / 2),
        "y2",
        px(y + HIGH / 2));
  }
}

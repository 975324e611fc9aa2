package asynclab.notebook;

import static asynclab.notebook.Glyph.px;

import asynclab.notebook.Meeting.Row;
import asynclab.notebook.markup.Markup;
import java.util.List;

/// A meeting as an SVG document: a line for each runtime and each source, an arrow a row.
final class MeetingDrawing {
  private static final double WIDTH = 840;
  private static final double EDGE = 16;
  private static final double NAMES = 190; // of threads, left of the lines
  private static final double BORDER = 130; // between runtimes and sources; the words stand there
  private static final double PITCH = 26;
  private static final double HEAD = 24;
  private static final double ARROW = 8;

  /// A thread's own, in the order in which threads come; a fifth has to do with grey.
  private static final List<String> LOOKS = List.of("run", "ready", "sys", "wakehead");

  private final String title;
  private final List<Row> rows;
  private final List<String> runtimes;
  private final List<String> sources;
  private final List<String> threads;
  private final double room; // of one line
  private final double top;
  private final Markup svg = new Markup();

  MeetingDrawing(String title, List<Row> rows) {
    this.title = title;
    this.rows = rows;
    this.runtimes = rows.stream().map(Row::runtime).distinct().toList();
    this.sources = rows.stream().map(Row::source).distinct().toList();
    this.threads = rows.stream().map(Row::thread).distinct().toList();
    this.room = (WIDTH - 2 * EDGE - NAMES - BORDER) / (runtimes.size() + sources.size());
    this.top = 12 + Sheet.height(1, Sheet.TITLE_SIZE) + 10 + HEAD;
  }

  /// The document; `description` is for readers who do not see it.
  String svg(String description) {
    var bottom = top + rows.size() * PITCH + 6;
    Sheet.open(svg, WIDTH, bottom + 10, title, description);
    var _ = Sheet.lines(svg, List.of(title), EDGE, 12, Sheet.TITLE_SIZE, "ink");
    Sheet.text(svg, "thread", "soft", EDGE + 16, top - 8, "start", Sheet.TEXT_SIZE, "400");
    Sheet.rect(svg, "band", border() - BORDER / 2 + 8, top, BORDER - 16, bottom - top, 0);
    runtimes.forEach(each -> line(each, x(each, ""), bottom));
    sources.forEach(each -> line(each, x("", each), bottom));
    for (var i = 0; i < rows.size(); i++) row(rows.get(i), top + (i + 0.7) * PITCH);
    return svg.close().toString();
  }

  /// Where the line of a runtime stands, or, if that is empty, of a source.
  private double x(String runtime, String source) {
    var left = EDGE + NAMES;
    return runtime.isEmpty()
        ? border() + BORDER / 2 + (sources.indexOf(source) + 0.5) * room
        : left + (runtimes.indexOf(runtime) + 0.5) * room;
  }

  private double border() {
    return EDGE + NAMES + runtimes.size() * room + BORDER / 2;
  }

  private void line(String name, double x, double bottom) {
    var shown = Words.cut(name, Sheet.TEXT_SIZE, room + 10);
    Sheet.text(svg, shown, "ink", x, top - 8, "middle", Sheet.TEXT_SIZE, "650");
    svg.empty("line", "class", "grid", "x1", px(x), "x2", px(x), "y1", px(top), "y2", px(bottom));
  }

  private void row(Row row, double y) {
    var look = look(row.thread());
    svg.empty("circle", "class", look, "cx", px(EDGE + 6), "cy", px(y), "r", "5");
    Sheet.text(svg, shown(row.thread()), "soft", EDGE + 16, y + 4, "start", Sheet.TEXT_SIZE, "400");
    var runtime = x(row.runtime(), "");
    var source = x("", row.source());
    if (row.wakes()) arrow(look, source, runtime, y);
    else arrow(look, runtime, source, y);
    Sheet.text(svg, row.what(), "ink", border(), y - 4, "middle", Sheet.TEXT_SIZE, "400");
  }

  /// A name that is too long without its pool's class: `commonPool-worker-n`.
  private static String shown(String thread) {
    var room = NAMES - 20;
    var wide = Words.width(thread, Sheet.TEXT_SIZE) > room;
    var name = wide ? thread.substring(thread.lastIndexOf('.') + 1) : thread;
    return Words.cut(name, Sheet.TEXT_SIZE, room);
  }

  private String look(String thread) {
    var at = threads.indexOf(thread);
    return at < LOOKS.size() ? LOOKS.get(at) : "soft";
  }

  private void arrow(String look, double from, double to, double y) {
    var ahead = to > from ? 1 : -1;
    var left = Math.min(from, to - ahead * ARROW);
    var wide = Math.abs(to - from) - ARROW;
    Sheet.rect(svg, look, left, y - 1, wide, 2, 0);
    svg.empty("circle", "class", look, "cx", px(from), "cy", px(y), "r", "3");
    svg.empty(
        "path",
        "class",
        look,
        "d",
        "M %s %s l %s -4 v 8 z".formatted(px(to), px(y), px(-ahead * ARROW)));
  }
}

package asynclab.notebook;

import static asynclab.notebook.Glyph.px;

import asynclab.notebook.CpuTrace.Lane;
import asynclab.notebook.CpuTrace.Ran;
import asynclab.notebook.CpuTrace.Ready;
import asynclab.notebook.CpuTrace.Waited;
import asynclab.notebook.markup.Markup;

/// The lanes of one trace: processors as rows of slices that bear their thread's name, threads as
/// rows of bars with a mark where each slice ended.
final class CpuLanes {
  private static final double HALF = 7;
  private static final double SIZE = 11;

  /// A slice as thin as this still shows; what lies between two of them does too.
  private static final double THINNEST = 1;

  private final Markup svg;
  private final Scale scale;
  private final double left;
  private final double right;

  CpuLanes(Markup svg, Scale scale, double left, double right) {
    this.svg = svg;
    this.scale = scale;
    this.left = left;
    this.right = right;
  }

  /// Every other lane of a thread on a band, so that the eye can follow it.
  void bands(CpuTrace trace, double top, double pitch) {
    for (var i = 0; i < trace.lanes().size(); i += 2) {
      rect("band", left, right, top + i * pitch, pitch, 0);
    }
  }

  /// One processor: whose slices it ran.
  void cpu(CpuTrace trace, int cpu, double y) {
    svg.open("g", "class", "lane", "data-lane", "CPU " + cpu);
    name("CPU " + cpu, "soft", y);
    rect("idle", scale.left(), x(trace.nanos()), y - HALF - 2, 2 * HALF + 4, 2);
    var busy = 0L;
    for (var lane : trace.lanes()) {
      for (var slice : lane.slices()) {
        if (slice.cpu() != cpu) continue;
        busy += slice.nanos();
        slice(lane.thread(), slice, y);
      }
    }
    total("ours: %d %%".formatted(Math.round(100.0 * busy / trace.nanos())), y);
    svg.close();
  }

  private void slice(String thread, Ran slice, double y) {
    var from = x(slice.from()) + 0.5;
    var to = Math.max(from + THINNEST, x(slice.to()) - 0.5);
    rect("run", from, to, y - HALF - 2, 2 * HALF + 4, 1);
    if (Words.width(thread, SIZE) > to - from - 1) return;
    svg.leaf(
        "text",
        thread,
        "class",
        "on",
        "x",
        px((from + to) / 2),
        "y",
        px(y + 4),
        "text-anchor",
        "middle",
        "font-size",
        px(SIZE));
  }

  /// One thread: what it did.
  void thread(Lane lane, double y) {
    svg.open("g", "class", "lane", "data-lane", lane.thread());
    name(lane.thread(), "ink", y);
    for (var span : lane.spans()) {
      var from = x(span.from());
      var to = Math.max(from + THINNEST, x(span.to()));
      switch (span) {
        case Ran _ -> rect("run", from, to, y - HALF, 2 * HALF, 1);
        case Ready _ -> CpuMarks.hatched(svg, from, to, y - HALF, 2 * HALF);
        case Waited _ -> rect("wait", from, to, y - HALF, 2 * HALF, 1);
      }
    }
    for (var slice : lane.slices()) CpuMarks.draw(svg, slice.end(), x(slice.to()), y - HALF);
    total("ran %s".formatted(CpuTrace.millis(lane.ranNanos())), y);
    svg.close();
  }

  private double x(long nanos) {
    return scale.x((double) nanos);
  }

  private void rect(String look, double from, double to, double y, double height, int rounded) {
    Sheet.rect(svg, look, from, y, to - from, height, rounded);
  }

  private void name(String text, String look, double y) {
    svg.leaf(
        "text",
        Words.cut(text, 12, left - 20),
        "class",
        look,
        "x",
        px(left - 12),
        "y",
        px(y + 4),
        "text-anchor",
        "end");
  }

  private void total(String text, double y) {
    Sheet.text(svg, text, "soft num", right - 4, y + 4, "end", SIZE, "400");
  }
}

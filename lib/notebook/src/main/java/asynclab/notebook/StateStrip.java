package asynclab.notebook;

import static asynclab.notebook.Glyph.px;

import asynclab.notebook.markup.Markup;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A [StateRun] as an SVG document: a strip for each state. Few steps are drawn step by step, each
/// as wide as another, because a step is over in a millionth of a wait; many are drawn over their
/// time.
final class StateStrip {
  private static final double WIDTH = 840;
  private static final double EDGE = 16;
  private static final double GUTTER = 236; // what stands at a state
  private static final double COUNT = 44;
  private static final double PITCH = 34;
  private static final double HALF = 7;
  private static final double SLIVER = 2; // what is shorter is still drawn as wide as this
  private static final int STEPS_MAX = 40;
  private static final int MOVES_MAX = 200; // more arrows would hide the strips

  private final StateRun run;
  private final List<Integer> states;
  private final boolean inOrder;
  private final Scale scale;
  private final double top = 12 + Sheet.TITLE_SIZE + 10 + Sheet.TEXT_SIZE + 34;
  private final double left = EDGE + GUTTER;
  private final Markup svg = new Markup();

  StateStrip(StateRun run) {
    this.run = run;
    states = run.states();
    inOrder = run.stays.size() <= STEPS_MAX;
    scale =
        inOrder
            ? new Scale(left + 8, WIDTH - EDGE - COUNT, run.stays.size(), 1)
            : new Scale(left + 8, WIDTH - EDGE - COUNT, run.length(), Unit.millis() * 1e6);
  }

  /// The document; `description` is for readers who do not see it.
  String svg(String description) {
    var bottom = top + states.size() * PITCH;
    Sheet.open(svg, WIDTH, bottom + 44, run.title(), description);
    Sheet.text(
        svg, run.title(), "ink", EDGE, 12 + Sheet.TITLE_SIZE, "start", Sheet.TITLE_SIZE, "650");
    var under = 12 + Sheet.TITLE_SIZE + 20;
    var summary = Words.cut(run.summary(), Sheet.TEXT_SIZE, WIDTH - 2 * EDGE);
    Sheet.text(svg, summary, "soft", EDGE, under, "start", Sheet.TEXT_SIZE, "400");
    bands();
    Sheet.axis(svg, scale.ticks(), inOrder ? "step by step" : "units", left, top, bottom);
    if (run.stays.size() <= MOVES_MAX) moves();
    states.forEach(this::row);
    legend(bottom + 22);
    return svg.close().toString();
  }

  /// Where a moment within a stay lies.
  private double x(int stay, long nanos) {
    if (!inOrder) return scale.x((double) nanos);
    var within = run.stays.get(stay);
    double length = Math.max(1, within.to() - within.from());
    return scale.x(stay + (nanos - within.from()) / length);
  }

  private void bands() {
    for (var i = 0; i < states.size(); i += 2) {
      Sheet.rect(svg, "band", EDGE, top + i * PITCH, WIDTH - 2 * EDGE, PITCH, 0);
    }
  }

  private double y(int state) {
    return top + (states.indexOf(state) + 0.5) * PITCH;
  }

  private void row(int state) {
    var y = y(state);
    svg.open("g", "class", "lane", "data-state", state);
    var number = state < 0 ? "→" : String.valueOf(state);
    Sheet.text(svg, number, "ink num", EDGE + 8, y + 5, "start", 14, "650");
    var text = run.text(state).isEmpty() ? StateRun.state(state) : run.text(state);
    var room = GUTTER - 40;
    code(CodeWords.cut(text, 11.5, room), "ink", EDGE + 32, y - 2, 11.5);
    Sheet.text(
        svg,
        Words.cut(run.where(state), 10.5, room),
        "soft",
        EDGE + 32,
        y + 11,
        "start",
        10.5,
        "400");
    bars(state);
    var times = run.times(state) + "×";
    Sheet.text(svg, times, "soft num", WIDTH - EDGE - 8, y + 4, "end", 11, "400");
    svg.close();
  }

  /// How long it stood there, and within that when it worked.
  private void bars(int state) {
    var waits = new Bars(state, "wait");
    var works = new Bars(state, "run");
    for (var i = 0; i < run.stays.size(); i++) {
      var stay = run.stays.get(i);
      if (stay.state() != state) continue;
      waits.draw(x(i, stay.from()), x(i, stay.to()));
      for (var work : run.workIn(stay)) works.draw(x(i, work.from()), x(i, work.to()));
      if (inOrder && run.isWait(stay)) length(i, stay, y(state));
    }
  }

  /// Bars of one row. Those that would stand in the same place are one.
  private final class Bars {
    private final int state;
    private final String look;
    private double end = -1;

    Bars(int state, String look) {
      this.state = state;
      this.look = look;
    }

    void draw(double from, double to) {
      var wide = Math.max(SLIVER, to - from);
      if (from + wide <= end + 0.5) return;
      Sheet.rect(svg, look, from, y(state) - HALF, wide, 2 * HALF, 1);
      end = from + wide;
    }
  }

  /// How long it was, where it waited: not on a bar of work, where nobody could read it.
  private void length(int place, StateRun.Stay stay, double y) {
    var text = StateRun.number(stay.to() - stay.from());
    var end = x(place, stay.to()) - 5;
    var start = end - Words.width(text, 10.5);
    if (start < x(place, stay.from()) + 3) return;
    for (var work : run.workIn(stay)) {
      if (x(place, work.from()) < end && x(place, work.to()) > start) return;
    }
    Sheet.text(svg, text, "ink num", end, y + 4, "end", 10.5, "400");
  }

  /// From the state that is left to the one that is entered.
  private void moves() {
    Map<String, Boolean> drawn = new HashMap<>();
    for (var i = 1; i < run.stays.size(); i++) {
      var x = px(x(i, run.stays.get(i).from()));
      var from = y(run.stays.get(i - 1).state());
      var to = y(run.stays.get(i).state());
      var d = "M %s %s V %s".formatted(x, px(from), px(to));
      if (drawn.put(d, true) == null) svg.empty("path", "class", "wake", "d", d);
    }
  }

  private void legend(double y) {
    var places =
        Legend.places(List.of("stands there and waits", "works", "to another state"), left, WIDTH);
    var x = places.get(0).x();
    svg.open("g", "class", "key");
    Sheet.rect(svg, "wait", x, y - 6, 18, 12, 2);
    Sheet.text(svg, "stands there and waits", "soft", x + Legend.SAMPLE, y + 4, "start", 12, "400");
    x = places.get(1).x();
    Sheet.rect(svg, "run", x + 8, y - 6, 4, 12, 1);
    Sheet.text(svg, "works", "soft", x + Legend.SAMPLE, y + 4, "start", 12, "400");
    x = places.get(2).x();
    svg.empty("path", "class", "wake", "d", "M %s %s v 14".formatted(px(x + 10), px(y - 7)));
    Sheet.text(svg, "to another state", "soft", x + Legend.SAMPLE, y + 4, "start", 12, "400");
    svg.close();
  }

  private void code(String text, String look, double x, double y, double size) {
    Sheet.code(svg, text, look, x, y, "start", size);
  }
}

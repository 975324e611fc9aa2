package asynclab.notebook;

import static asynclab.notebook.Glyph.px;

import asynclab.notebook.WakeStep.What;
import asynclab.notebook.markup.Markup;
import java.util.List;
import java.util.function.Function;

/// Who wakes whom as an SVG document: five lanes, a column a step.
@SuppressWarnings("EnumOrdinal") // the lanes stand below each other in their order
final class WakeDrawing {
  private enum Party {
    KERNEL("kernel", 40),
    REACTOR("reactor", 34),
    QUEUE("ready queue", 64),
    PERMIT("permit", 34),
    EXECUTOR("executor", 40);

    private final String label;
    private final double height;

    Party(String label, double height) {
      this.label = label;
      this.height = height;
    }
  }

  private static final double EDGE = 16;
  private static final double GUTTER = 92;
  private static final double WIDEST = 30;
  private static final double HALF = 8; // of a bar's height
  private static final double DOT = 8;
  private static final double CHIP = 15;
  private static final double SIZE = 11;
  private static final int CHIPS = 4;

  private final String title;
  private final Heading heading;
  private final List<WakeStep> steps;
  private final double width;
  private final double pitch;
  private final double top;
  private final Markup svg = new Markup();

  WakeDrawing(String title, String summary, List<WakeStep> steps, int width) {
    this.title = title;
    this.steps = steps;
    this.width = width;
    var room = width - 2 * EDGE;
    this.heading = Heading.of(title, summary, room);
    this.pitch = Math.min(WIDEST, (room - GUTTER - DOT) / steps.size());
    this.top = heading.bottom() + 12;
  }

  /// The document; `description` is for readers who do not see it.
  String svg(String description) {
    Sheet.open(svg, width, height(), title, description);
    heading.draw(svg, EDGE);
    for (var party : Party.values()) lane(party);
    bars();
    for (var i = 0; i < steps.size(); i++) column(i);
    legend();
    return svg.close().toString();
  }

  private double height() {
    return bottom() + 36;
  }

  private double bottom() {
    return y(Party.EXECUTOR) + Party.EXECUTOR.height / 2;
  }

  private double x(int step) {
    return EDGE + GUTTER + DOT + step * pitch;
  }

  /// The middle of a lane.
  private double y(Party party) {
    var y = top;
    for (var above : Party.values()) {
      if (above == party) break;
      y += above.height;
    }
    return y + party.height / 2;
  }

  private void lane(Party party) {
    var y = y(party);
    if (party.ordinal() % 2 == 0) {
      Sheet.rect(svg, "band", EDGE, y - party.height / 2, width - 2 * EDGE, party.height, 0);
    }
    Sheet.text(svg, party.label, "ink", EDGE + GUTTER - 12, y + 4, "end", 12, "400");
  }

  /// What reactor and executor do from one step to another.
  private void bars() {
    bars(Party.REACTOR, step -> step.reactor() ? "run" : "wait");
    bars(Party.EXECUTOR, WakeDrawing::look);
    for (var i = 0; i < steps.size(); i++) name(i, steps.get(i));
  }

  private static String look(WakeStep step) {
    if (step.parked()) return "wait";
    return step.polled().isEmpty() ? "many" : "run";
  }

  /// Steps that look the same are one bar.
  private void bars(Party party, Function<WakeStep, String> look) {
    var from = 0;
    for (var to = 1; to <= steps.size(); to++) {
      var now = look.apply(steps.get(from));
      if (to < steps.size() && look.apply(steps.get(to)).equals(now)) continue;
      Sheet.rect(svg, now, x(from), y(party) - HALF, (to - from) * pitch, 2 * HALF, 0);
      from = to;
    }
  }

  /// Whom the executor polls, once for each poll.
  private void name(int index, WakeStep step) {
    if (step.what() != What.POLLED) return;
    var end = index + 1;
    while (end < steps.size() && steps.get(end).polled().equals(step.polled())) end++;
    var wide = (end - index) * pitch;
    if (Words.width(step.who(), SIZE) > wide) return;
    var x = x(index) + wide / 2;
    Sheet.text(svg, step.who(), "on", x, y(Party.EXECUTOR) + 4, "middle", SIZE, "600");
  }

  private void column(int index) {
    var step = steps.get(index);
    svg.open("g", "class", "step", "data-step", index + 1);
    svg.leaf("title", step.sentence());
    switch (step.what()) {
      case EVENT -> event(step, x(index));
      case WAKE ->
          arrow(x(index), y(Party.REACTOR) + HALF, y(Party.QUEUE) - Party.QUEUE.height / 2 + 4);
      case READY -> dot("ready", x(index), y(Party.EXECUTOR), 5);
      case SPAWNED, POLLED, LATE, PENDING, PARKS, GOES_ON, STOPPED -> {}
    }
    queue(step, x(index));
    permit(step, x(index));
    svg.close();
  }

  private void event(WakeStep step, double x) {
    arrow(x, y(Party.KERNEL), y(Party.REACTOR) - HALF);
    dot("sys", x, y(Party.KERNEL), DOT);
    Sheet.text(svg, step.who(), "on num", x, y(Party.KERNEL) + 4, "middle", SIZE, "600");
  }

  private void arrow(double x, double from, double to) {
    svg.empty("path", "class", "wake", "d", "M %s %s V %s".formatted(px(x), px(from), px(to - 6)));
    svg.empty("path", "class", "wakehead", "d", "M %s %s l -4 -7 h 8 z".formatted(px(x), px(to)));
  }

  private void dot(String look, double x, double y, double radius) {
    svg.empty("circle", "class", look, "cx", px(x), "cy", px(y), "r", px(radius));
  }

  /// Who is in the queue, the next one at the bottom.
  private void queue(WakeStep step, double x) {
    var y = y(Party.QUEUE) + Party.QUEUE.height / 2 - 5;
    for (var i = 0; i < Math.min(CHIPS, step.queue().size()); i++) {
      var more = i == CHIPS - 1 && step.queue().size() > CHIPS;
      var text = more ? "+" + (step.queue().size() - i) : step.queue().get(i);
      Sheet.text(svg, text, "ink num", x, y - i * CHIP, "middle", SIZE, "400");
    }
  }

  private void permit(WakeStep step, double x) {
    if (step.permit()) dot("ready", x, y(Party.PERMIT), 6);
    else ring(x, y(Party.PERMIT));
  }

  private void ring(double x, double y) {
    svg.empty("circle", "class", "wait", "cx", px(x), "cy", px(y), "r", "3");
  }

  /// What the shapes mean.
  private void legend() {
    var y = bottom() + 18;
    var x = EDGE;
    x = sample("wait", "asleep", x, y);
    x = sample("run", "polls, or calls", x, y);
    x = sample("many", "awake", x, y);
    dot("ready", x + 6, y, 6);
    x = words("permit there", x + 16, y);
    ring(x + 4, y);
    x = words("none", x + 14, y);
    dot("ready", x + 5, y, 5);
    x = words("task ends", x + 14, y);
    dot("sys", x + 7, y, 7);
    var _ = words("event of a token", x + 18, y);
  }

  private double sample(String look, String text, double x, double y) {
    Sheet.rect(svg, look, x, y - 6, 22, 12, 0);
    return words(text, x + 28, y);
  }

  private double words(String text, double x, double y) {
    Sheet.text(svg, text, "soft", x, y + 4, "start", SIZE, "400");
    return x + Words.width(text, SIZE) + 10;
  }
}

package asynclab.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// From a position in a run to pixels, and the ticks of the axis.
///
/// @param left where the run begins
/// @param right where it ends
/// @param length its length in positions
/// @param perTick how many positions a step of the axis' numbers has
record Scale(double left, double right, double length, double perTick) {
  private static final double TICK_ROOM = 50;
  private static final double MOST_TICKS = 7;

  /// A line of the axis.
  record Tick(double x, String text) {}

  /// Where `position` lies.
  double x(double position) {
    return left + position / length * (right - left);
  }

  /// Round numbers along the axis, far enough apart to be read; the last may lie a little beyond
  /// the end of the run, so that a run of 4.99 units has its 5.
  List<Tick> ticks() {
    var most = Math.clamp((right - left) / TICK_ROOM, 1, MOST_TICKS);
    var numbers = length / perTick;
    var step = Math.pow(10, Math.floor(Math.log10(numbers / most)));
    for (var factor : new double[] {1, 2, 5, 10}) {
      if (numbers / (step * factor) <= most) {
        step *= factor;
        break;
      }
    }
    var ticks = new ArrayList<Tick>();
    for (var i = 0; i * step <= numbers + step / 20; i++) {
      ticks.add(new Tick(x(i * step * perTick), number(i * step, step)));
    }
    return ticks;
  }

  private static String number(double value, double step) {
    var decimals = (int) Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }
}

package asynclab.notebook;

import java.util.ArrayList;
import java.util.List;

/// From bytes to pixels, each power of ten as wide as the one before.
///
/// @param left where ten bytes lie
/// @param right where the scale ends
/// @param most what has to fit
record ByteScale(double left, double right, long most) {
  private static final int LEAST = 1; // ten bytes
  private static final int USUAL = 6; // a megabyte

  double x(long bytes) {
    var power = Math.log10(Math.max(Math.pow(10, LEAST), (double) bytes));
    return left + (power - LEAST) / (end() - LEAST) * (right - left);
  }

  List<Scale.Tick> ticks() {
    var ticks = new ArrayList<Scale.Tick>();
    for (var power = LEAST; power <= end(); power++) {
      ticks.add(new Scale.Tick(x(Math.round(Math.pow(10, power))), text(power)));
    }
    return ticks;
  }

  private int end() {
    return Math.max(USUAL, (int) Math.ceil(Math.log10((double) Math.max(1, most))));
  }

  private static String text(int power) {
    var digit = "1" + "0".repeat(power % 3);
    return digit + List.of(" B", " kB", " MB", " GB").get(Math.min(3, power / 3));
  }
}

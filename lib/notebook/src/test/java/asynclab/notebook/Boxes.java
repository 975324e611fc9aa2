package asynclab.notebook;

import java.util.ArrayList;
import java.util.List;
import org.w3c.dom.Element;

/// Where the texts and marks of a picture lie, estimated as a browser would place them.
final class Boxes {
  /// A rectangle and what lies in it.
  record Box(String what, double left, double top, double right, double bottom) {
    boolean isInside(Box other) {
      return left >= other.left
          && top >= other.top
          && right <= other.right
          && bottom <= other.bottom;
    }

    boolean isText() {
      return what.startsWith("text");
    }

    boolean overlaps(Box other) {
      return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }
  }

  private static final double CODE_LETTER = 0.602; // of the height, in the fonts for code

  private Boxes() {}

  static Box page(Xml svg) {
    var numbers = svg.attribute("/svg", "viewBox").split(" ", -1);
    var width = Double.parseDouble(numbers[2]);
    return new Box("page", 0, 0, width, Double.parseDouble(numbers[3]));
  }

  static List<Box> of(Xml svg) {
    var boxes = new ArrayList<Box>();
    svg.all("//text").forEach(text -> boxes.add(text(text)));
    svg.all("//*[@class='mark']/circle").forEach(circle -> boxes.add(circle(circle)));
    svg.all("//*[@class='mark']/path").forEach(path -> boxes.add(path(path)));
    return boxes;
  }

  /// Every pair in which a text takes part.
  static List<String> overlaps(List<Box> boxes) {
    var overlaps = new ArrayList<String>();
    for (var one : boxes) {
      for (var other : boxes) {
        if (one == other) break;
        if ((one.isText() || other.isText()) && one.overlaps(other)) {
          overlaps.add(one + " on " + other);
        }
      }
    }
    return overlaps;
  }

  private static Box text(Element text) {
    var size = number(text, "font-size", 12);
    var code = text.getAttribute("font-family").contains("monospace");
    var wide =
        code
            ? text.getTextContent().length() * size * CODE_LETTER
            : Words.width(text.getTextContent(), size);
    var x = number(text, "x", 0);
    var left =
        switch (text.getAttribute("text-anchor")) {
          case "end" -> x - wide;
          case "middle" -> x - wide / 2;
          default -> x;
        };
    var y = number(text, "y", 0);
    return new Box(
        "text " + text.getTextContent(), left, y - 0.75 * size, left + wide, y + 0.2 * size);
  }

  private static Box circle(Element circle) {
    var x = number(circle, "cx", 0);
    var y = number(circle, "cy", 0);
    var r = number(circle, "r", 0);
    return new Box("circle", x - r, y - r, x + r, y + r);
  }

  /// All marks that are paths lie within a few pixels of where they begin.
  private static Box path(Element path) {
    var words = path.getAttribute("d").split(" ", -1);
    var x = Double.parseDouble(words[1]);
    var y = Double.parseDouble(words[2]);
    var half = path.getAttribute("class").equals("run") ? 2 : 5.5;
    return new Box("path", x - half, y - 9, x + half, y + 9);
  }

  private static double number(Element element, String name, double otherwise) {
    var text = element.getAttribute(name);
    return text.isEmpty() ? otherwise : Double.parseDouble(text);
  }
}

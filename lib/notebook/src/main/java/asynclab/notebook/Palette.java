package asynclab.notebook;

import java.util.List;
import java.util.function.Function;

/// The colours of a timeline, for a light and a dark page: Okabe and Ito's, one a meaning.
final class Palette {
  private record Rule(String names, String form, String light, String dark) {}

  private static final List<Rule> RULES =
      List.of(
          new Rule(".bg", "fill:%s", "#ffffff", "#0d1117"),
          new Rule(".halo", "stroke:%s", "#ffffff", "#0d1117"),
          new Rule(".band", "fill:%s", "#f6f8fa", "#151b23"),
          new Rule(".ink", "fill:%s", "#1f2328", "#e6edf3"),
          new Rule(".soft", "fill:%s", "#57606a", "#a5adb6"),
          new Rule(".grid", "stroke:%s", "#d8dee4", "#30363d"),
          new Rule(".wait", "fill:%s", "#e9eef3", "#222a35"),
          new Rule(".wait", "stroke:%s", "#b3bfca", "#465261"),
          new Rule(".run", "fill:%s", "#0072b2", "#56b4e9"),
          new Rule(".on", "fill:%s", "#ffffff", "#0d1117"),
          new Rule(".idle", "fill:%s", "#e9eef3", "#222a35"),
          new Rule(".hatched", "fill:%s", "#ffffff", "#0d1117"),
          new Rule(".hatch", "stroke:%s", "#0072b2", "#56b4e9"),
          new Rule(".hatched", "stroke:%s", "#0072b2", "#56b4e9"),
          new Rule(".many", "fill:%s", "#a9cde3", "#2c5a78"),
          new Rule(".ready", "fill:%s", "#009e73", "#2fbf8f"),
          new Rule(".ready-hollow", "stroke:%s", "#009e73", "#2fbf8f"),
          new Rule(".sys", "fill:%s", "#b5658f", "#e39cc4"),
          new Rule(".sys-hollow", "stroke:%s", "#b5658f", "#e39cc4"),
          new Rule(".wake", "stroke:%s", "#d55e00", "#f08a3c"),
          new Rule(".wakehead", "fill:%s", "#d55e00", "#f08a3c"));

  private static final String FIXED =
      """
      .grid{stroke-width:1}
      .wait{stroke-width:1}
      .wake{stroke-width:1.4;fill:none}
      .ready-hollow,.sys-hollow{fill:none;stroke-width:2}
      .halo{stroke-width:3;paint-order:stroke;stroke-linejoin:round}
      .hatch{stroke-width:1.5;fill:none}
      .hatched{stroke-width:1}
      .on{font-weight:600}
      .num{font-variant-numeric:tabular-nums}
      """;

  private Palette() {}

  /// The style sheet of a picture.
  static String css() {
    return "\n"
        + FIXED
        + rules(Rule::light)
        + "@media (prefers-color-scheme:dark){\n"
        + rules(Rule::dark)
        + "}\n";
  }

  private static String rules(Function<Rule, String> colour) {
    var css = new StringBuilder();
    for (var rule : RULES) {
      css.append(rule.names)
          .append('{')
          .append(rule.form.formatted(colour.apply(rule)))
          .append("}\n");
    }
    return css.toString();
  }
}

package asynclab.notebook;

import asynclab.fibers.machine.StackView;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The picture of stacks of fibers in machine code, one or two side by side, addresses falling.
///
/// Each word has a bar that says what kind it is, and its meaning beside it; an arrow stands at the
/// stack pointer, and below the stack lie its guard page, hatched, and the registers that the
/// fiber's context holds. All of it is read from a [StackView], the memory itself.
public final class StackPicture {
  /// What two stacks in one picture have to do with each other.
  enum Relation {
    /// Nothing: each has its own stack pointer.
    NONE,
    /// A switch leaves the first and goes on with the second: one stack pointer jumps.
    SWITCH,
    /// They are one stack at two times: what differs is outlined.
    CHANGE
  }

  private final List<StackView> views;
  private final List<String> heads;
  private final Relation relation;

  private StackPicture(Relation relation, List<String> heads, List<StackView> views) {
    this.relation = relation;
    this.heads = heads;
    this.views = List.copyOf(views);
  }

  /// The stacks of one or two fibers that wait.
  ///
  /// @throws IllegalArgumentException for none, or for more than two
  public static Figure of(StackView... views) {
    if (views.length < 1 || views.length > 2) {
      throw new IllegalArgumentException(
          "%d stacks: one or two stand side by side in a picture".formatted(views.length));
    }
    var heads = Stream.of(views).map(StackView::title).toList();
    return new StackPicture(Relation.NONE, heads, List.of(views)).figure();
  }

  /// A switch from one fiber to another: the stack pointer jumps from where it left the first to
  /// where it goes on in the second.
  ///
  /// @param from the first, when it has been left
  /// @param to the second, before it has been entered
  /// @throws IllegalArgumentException when both are on one stack
  public static Figure ofSwitch(StackView from, StackView to) {
    if (from.top() == to.top()) {
      throw new IllegalArgumentException(
          "both are on one stack: a switch goes to another; for one at two times use beforeAndAfter");
    }
    var heads = List.of("left: " + from.title(), "entered: " + to.title());
    return new StackPicture(Relation.SWITCH, heads, List.of(from, to)).figure();
  }

  /// One stack at two times: words and registers that differ are outlined, and words that were not
  /// in use before.
  ///
  /// @throws IllegalArgumentException when they are two stacks
  public static Figure beforeAndAfter(StackView before, StackView after) {
    if (before.top() != after.top()) {
      throw new IllegalArgumentException(
          "these are two stacks, not one at two times: use of(…) or ofSwitch(…)");
    }
    var heads = List.of("before: " + before.title(), "after: " + after.title());
    return new StackPicture(Relation.CHANGE, heads, List.of(before, after)).figure();
  }

  private Figure figure() {
    var svg = new StackDrawing(this).svg(alt());
    return new Figure(svg, alt(), caption(), table());
  }

  String title() {
    return switch (relation) {
      case SWITCH -> "A switch: %s jumps from one stack to another".formatted(pointerName());
      case CHANGE -> "One stack, before and after";
      case NONE -> views.size() == 1 ? "The stack of a fiber that waits" : "Two stacks that wait";
    };
  }

  private String caption() {
    return "Read from memory. Addresses fall from T, the top; a word is eight bytes."
        + (relation == Relation.CHANGE ? " What differs is outlined." : "");
  }

  private String alt() {
    var said = IntStream.range(0, views.size()).mapToObj(this::alt);
    var jump =
        relation == Relation.SWITCH
            ? " The stack pointer jumps from %s to %s."
                .formatted(at(views.getFirst()), at(views.getLast()))
            : "";
    return title() + ". " + said.collect(Collectors.joining(" ")) + jump;
  }

  private String alt(int panel) {
    var view = views.get(panel);
    var words =
        view.rows().stream()
            .filter(view::isLive)
            .map(row -> "%s %s".formatted(offset(row.fromTop()), row.meaning()))
            .collect(Collectors.joining("; "));
    var changed = view.rows().stream().filter(row -> isChanged(panel, row)).count();
    return "%s, stack pointer at %s, from the top down: %s.%s%s"
        .formatted(
            heads.get(panel),
            at(view),
            words,
            changed > 0 ? " %s changed.".formatted(Words.count(changed, "word")) : "",
            view.hasGuardPage() ? " A guard page below." : "");
  }

  private static String at(StackView view) {
    return offset(view.stackPointer() - view.top());
  }

  private List<List<String>> table() {
    var table = new ArrayList<List<String>>();
    table.add(List.of("stack", "where", "offset", "value", "what it is", "changed"));
    for (var i = 0; i < views.size(); i++) {
      for (var row : views.get(i).rows()) {
        var changed = isChanged(i, row) ? "yes" : "";
        var mark = row.address() == views.get(i).stackPointer() ? " (stack pointer)" : "";
        table.add(
            List.of(
                heads.get(i),
                hex(row.address()),
                offset(row.fromTop()) + mark,
                hex(row.word()),
                row.meaning(),
                changed));
      }
      for (var saved : views.get(i).registers()) {
        var changed = isChanged(i, saved) ? "yes" : "";
        var name = saved.register().name();
        table.add(
            List.of(heads.get(i), "context", name, hex(saved.value()), saved.meaning(), changed));
      }
    }
    return table;
  }

  /// Whether a word that is in use was another before, or was not in use.
  boolean isChanged(int panel, StackView.Row row) {
    if (!isAfter(panel) || !views.get(panel).isLive(row)) return false;
    var before = views.getFirst();
    return before.rows().stream()
        .noneMatch(was ->
            was.address() == row.address() && was.word() == row.word() && before.isLive(was));
  }

  boolean isChanged(int panel, StackView.Saved saved) {
    return isAfter(panel)
        && views.getFirst().registers().stream()
            .noneMatch(
                was -> was.register().equals(saved.register()) && was.value() == saved.value());
  }

  private boolean isAfter(int panel) {
    return relation == Relation.CHANGE && panel == 1;
  }

  List<StackView> views() {
    return views;
  }

  String head(int panel) {
    return heads.get(panel);
  }

  Relation relation() {
    return relation;
  }

  /// As the processor calls it: `rsp` or `sp`.
  String pointerName() {
    return views.getFirst().registers().stream()
        .map(saved -> saved.register().name())
        .filter(name -> name.equals("sp"))
        .findFirst()
        .orElse("rsp");
  }

  /// `T-0x20`, or `T`.
  static String offset(long fromTop) {
    return fromTop == 0 ? "T" : "T-0x%02x".formatted(-fromTop);
  }

  static String hex(long value) {
    return value >= 0 && value < 10 ? String.valueOf(value) : "0x%x".formatted(value);
  }

  /// The end of an address, which is what differs within a stack: `…e0f8`.
  static String shortened(long address) {
    return "…%04x".formatted(address & 0xffff);
  }
}

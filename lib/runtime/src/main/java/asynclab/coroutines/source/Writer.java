package asynclab.coroutines.source;

import static java.util.stream.Collectors.joining;

import com.sun.source.tree.*;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.lang.model.type.PrimitiveType;
import org.jspecify.annotations.Nullable;

/// The seventh pass: the body of `resume`.
final class Writer {
  private final Draft draft;
  private final Rendered rendered;
  private final TypeNames types;
  private final Parsed parsed;
  private final Lines out;

  Writer(Draft draft, Rendered rendered, TypeNames types, Lines out) {
    this.draft = draft;
    this.rendered = rendered;
    this.types = types;
    this.parsed = draft.parsed;
    this.out = out;
  }

  /// Writes all states; a method with one state needs no loop around it.
  void body() {
    var states = draft.blocks.stream().filter(block -> block.number >= 0).toList();
    if (states.size() == 1 && !isSharedUsed()) {
      block(states.get(0), new HashSet<>());
      return;
    }
    for (var local : draft.locals) if (local.home == Local.Home.SHARED) declareShared(local);
    var loop = out.mark();
    out.open("while (true) {");
    if (hasRegions()) out.open("try {");
    out.open("switch (state) {");
    for (var state : states) state(state);
    out.line("default -> throw new IllegalStateException(\"no such state: \" + state);");
    out.close("}");
    if (hasRegions()) handlers(states);
    out.close("}");
    if (rendered.needsLabel()) out.prefix(loop, "again:");
  }

  private boolean isSharedUsed() {
    return hasRegions() || draft.blocks.stream().anyMatch(block -> block.waits);
  }

  private boolean hasRegions() {
    return draft.blocks.stream().anyMatch(block -> block.region != null);
  }

  private void declareShared(Local local) {
    var zero =
        switch (local.type.getKind()) {
          case BOOLEAN -> "false";
          case BYTE, SHORT, INT, LONG, CHAR, FLOAT, DOUBLE -> "0";
          default -> "null";
        };
    out.line("%s %s = %s;".formatted(rendered.type(local), local.name, zero));
  }

  private void state(Block block) {
    out.open(
        "case %d -> { // line %d: %s"
            .formatted(block.number, parsed.line(block.place), block.label));
    if (block.waits) {
      out.line(
          "if (isPending(%s)) return %s.pending();"
              .formatted("waker", types.of("asynclab.futures.Polled")));
    }
    block(block, new HashSet<>());
    out.close("}");
  }

  private void handlers(List<Block> states) {
    var handled = new LinkedHashSet<Block>();
    for (var s : states) if (s.region != null) handled.add(s.region.handler());
    out.turn("} catch (Throwable caught) {");
    out.line(Objects.requireNonNull(draft.failure).name + " = caught;");
    out.open("state = switch (state) {");
    for (var handler : handled) {
      var of =
          states.stream()
              .filter(s -> s.region != null && s.region.handler() == handler)
              .map(s -> "" + s.number)
              .collect(joining(", "));
      out.line("case %s -> %d;".formatted(of, handler.number));
    }
    out.line("default -> throw caught;");
    out.close("};");
    out.close("}");
  }

  private void block(Block block, Set<Local> declared) {
    for (var step : block.steps) step(step, declared);
    exit(block.exit, declared);
  }

  private void step(Step step, Set<Local> declared) {
    switch (step) {
      case Step.Declare _ -> {}
      case Step.Note(var lines) -> lines.forEach(out::line);
      case Step.Assign(var target, var value) -> assign(target, value, declared);
      case Step.Evaluate(var code) -> {
        mention(code, declared);
        statement(code instanceof Code.Awaited ? "awaited();" : rendered.of(code) + ";");
      }
      case Step.Run(var tree) -> {
        mention(new Code.Original(tree), declared);
        var text = rendered.text(tree);
        statement(
            tree instanceof ExpressionStatementTree && !text.endsWith(";") ? text + ";" : text);
        bound(Flow.bindings(condition(tree), false));
      }
    }
  }

  /// A pattern of a statement that stays may bind for what follows.
  private static @Nullable ExpressionTree condition(StatementTree tree) {
    return switch (tree) {
      case IfTree i -> i.getCondition();
      case WhileLoopTree w -> w.getCondition();
      case ForLoopTree f -> f.getCondition();
      default -> null;
    };
  }

  private void bound(List<VariableTree> trees) {
    for (var tree : trees) bound(draft.declared(tree));
  }

  private void bound(Local local) {
    if (local.home == Local.Home.FIELD)
      out.line("this.%s = %s;".formatted(local.name, local.bindingName));
    if (local.home == Local.Home.SHARED)
      out.line("%s = %s;".formatted(local.name, local.bindingName));
  }

  private void statement(String text) {
    rendered.takeCopies().forEach(out::line);
    out.text(text);
  }

  private void assign(Local target, Code value, Set<Local> declared) {
    mention(value, declared);
    var isNew = target.home == Local.Home.STATE && declared.add(target);
    var right = value(target, value);
    var type = TypeNames.canBeWritten(target.type) ? rendered.type(target) : "var";
    statement((isNew ? type + " " : "") + target.name + " = " + right + ";");
  }

  private String value(Local target, Code value) {
    if (!(value instanceof Code.Awaited(var type))) return rendered.of(value);
    var wanted =
        target.type instanceof PrimitiveType p ? parsed.types.boxedClass(p).asType() : target.type;
    return types.of(wanted).equals(types.of(type)) ? "awaited()" : rendered.of(value);
  }

  /// Declares ahead what a statement is about to name.
  private void mention(Code code, Set<Local> declared) {
    declared.addAll(Mentions.bound(draft, code));
    for (var local : Mentions.in(draft, code)) {
      if (local.home != Local.Home.STATE || local.inner || !declared.add(local)) continue;
      out.line("%s %s;".formatted(rendered.type(local), local.name));
    }
  }

  private void exit(Exit exit, Set<Local> declared) {
    switch (exit) {
      case Exit.Go(var to) -> go(to, declared);
      case Exit.Branch branch -> branch(branch, declared);
      case Exit.Select select -> select(select, declared);
      case Exit.Suspend(var future, var next) -> {
        mention(future, declared);
        statement("awaiting(" + rendered.of(future) + ");");
        out.line("state = " + next.number + ";");
      }
      case Exit.Return(var future) -> {
        mention(future, declared);
        statement(rendered.returned(future));
      }
      case Exit.Throw(var failure) -> {
        mention(failure, declared);
        statement("throw " + rendered.of(failure) + ";");
      }
      case Exit.Resume(var after, var _) -> out.line("state = " + after.name + ";");
      case Exit.Never _ -> {}
    }
  }

  private void go(Block to, Set<Local> declared) {
    if (to.number >= 0) out.line("state = " + to.number + ";");
    else block(to, declared);
  }

  private void branch(Exit.Branch branch, Set<Local> declared) {
    var bound = pattern(branch);
    mention(branch.condition(), declared);
    var condition = rendered.of(branch.condition()) + (bound == null ? "" : " " + bound.name);
    rendered.takeCopies().forEach(out::line);
    var bindsNone = branch.ifTrue().isEmpty() && branch.ifFalse().isEmpty();
    var isCatch = branch.condition() instanceof Code.Is;
    if (bindsNone && isShort(branch.yes())) {
      out.line("if (" + condition + ") " + shortText(branch.yes()));
      go(branch.no(), declared);
    } else if (bindsNone && isCatch && isShort(branch.no())) {
      out.line("if (!(" + condition + ")) " + shortText(branch.no()));
      caught(branch.yes(), bound, declared);
    } else {
      out.open("if (" + condition + ") {");
      branch.ifTrue().forEach(this::bound);
      caught(branch.yes(), bound, new HashSet<>(declared));
      if (isLeft(branch.yes()) && branch.ifFalse().isEmpty()) {
        out.close("}");
        go(branch.no(), declared);
        return;
      }
      out.turn("} else {");
      branch.ifFalse().forEach(this::bound);
      go(branch.no(), new HashSet<>(declared));
      out.close("}");
    }
  }

  /// The parameter of a `catch`, which the question of its type can bind.
  private static @Nullable Local pattern(Exit.Branch branch) {
    if (!(branch.condition() instanceof Code.Is) || branch.yes().number >= 0) return null;
    if (branch.yes().steps.isEmpty()) return null;
    return branch.yes().steps.get(0) instanceof Step.Assign(var target, Code.Cast _)
            && target.home == Local.Home.STATE
        ? target
        : null;
  }

  private void caught(Block block, @Nullable Local bound, Set<Local> declared) {
    if (bound == null) {
      go(block, declared);
      return;
    }
    declared.add(bound);
    for (var step : block.steps.subList(1, block.steps.size())) step(step, declared);
    exit(block.exit, declared);
  }

  /// Whether a block is one line, and the last.
  private static boolean isShort(Block block) {
    return isLeft(block)
        && block.steps.isEmpty()
        && block.exit instanceof Exit.Throw(var failure)
        && failure instanceof Code.Use;
  }

  private String shortText(Block block) {
    return "throw " + rendered.of(((Exit.Throw) block.exit).failure()) + ";";
  }

  /// Whether the machine is left in a block that stands inside of another.
  private static boolean isLeft(Block block) {
    return block.number < 0
        && (block.exit instanceof Exit.Return || block.exit instanceof Exit.Throw);
  }

  private void select(Exit.Select select, Set<Local> declared) {
    mention(select.selector(), declared);
    var selector = rendered.of(select.selector());
    var labels = select.arms().stream().map(this::label).toList(); // a guard may need a copy too
    rendered.takeCopies().forEach(out::line);
    out.open("state = switch (" + selector + ") {");
    for (var i = 0; i < labels.size(); i++) arm(labels.get(i), select.arms().get(i));
    out.close("};");
  }

  private void arm(String label, Exit.Arm arm) {
    var kept = arm.bound().stream().filter(local -> local.home != Local.Home.STATE).toList();
    if (kept.isEmpty()) {
      out.line(label + " -> " + arm.to().number + ";");
      return;
    }
    out.open(label + " -> {");
    kept.forEach(this::bound);
    out.line("yield " + arm.to().number + ";");
    out.close("}");
  }

  private String label(Exit.Arm arm) {
    if (arm.tree().isEmpty()) return "default";
    var one = arm.tree().get(0);
    var labels = one.getLabels();
    var guard = one.getGuard() == null ? "" : " when " + rendered.guard(one);
    if (labels.size() == 1 && labels.get(0) instanceof DefaultCaseLabelTree) return "default";
    return labels.stream().map(rendered::text).collect(joining(", ", "case ", guard));
  }
}

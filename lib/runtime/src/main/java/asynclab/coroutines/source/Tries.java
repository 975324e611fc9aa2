package asynclab.coroutines.source;

import com.sun.source.tree.*;
import com.sun.source.util.TreeScanner;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.UnionType;
import org.jspecify.annotations.Nullable;

/// The fourth pass, for `try`. The state tells which `try` a failure comes from: each state belongs
/// to one [Block.Region], whose handler is a state of its own.
///
/// A `finally` stands once. Whoever enters it says where to go afterwards (`after`), or which
/// failure to throw on (`thrown`).
final class Tries {
  private record Last(
      Block entry,
      Local thrown,
      Local after,
      Set<Block> destinations,
      Block.@Nullable Region region) {}

  private final Draft draft;
  private final Lowering lowering;
  private final Deque<Last> lasts = new ArrayDeque<>();
  private Block.@Nullable Region region;

  Tries(Draft draft, Lowering lowering) {
    this.draft = draft;
    this.lowering = lowering;
  }

  Block.@Nullable Region region() {
    return region;
  }

  /// How many `finally` blocks are open.
  int depth() {
    return lasts.size();
  }

  void statement(TryTree t) {
    Runnable body = () -> resources(t, 0);
    Runnable caught = t.getCatches().isEmpty() ? body : () -> catches(t, body);
    var last = t.getFinallyBlock();
    if (last == null) caught.run();
    else guarded(t, last, "finally", caught, _ -> lowering.statement(last));
  }

  private interface LastAct {
    void run(Local thrown);
  }

  private void resources(TryTree t, int index) {
    if (index == t.getResources().size()) {
      lowering.statement(t.getBlock());
      return;
    }
    var tree = t.getResources().get(index);
    var resource = opened(tree);
    guarded(
        t,
        tree,
        "close " + resource.written,
        () -> resources(t, index + 1),
        thrown ->
            lowering.add(
                new Step.Evaluate(
                    Code.Mix.of("closing(%s, %s)", new Code.Use(resource), new Code.Use(thrown)))));
  }

  private Local opened(Tree tree) {
    if (tree instanceof VariableTree v) {
      var local = draft.declared(v);
      lowering.expressions.assign(local, v.getInitializer());
      return local;
    }
    var expression = (ExpressionTree) tree;
    var local = draft.temporary("resource", draft.parsed.type(expression));
    lowering.expressions.assign(local, expression);
    return local;
  }

  /// `body`, and `act` however it ends.
  private void guarded(Tree place, Tree lastPlace, String label, Runnable body, LastAct act) {
    var throwable = draft.parsed.known("java.lang.Throwable").asType();
    var thrown = draft.temporary("thrown", throwable);
    thrown.isThrown = true;
    var after =
        draft.temporary(
            "after", draft.parsed.types.getPrimitiveType(javax.lang.model.type.TypeKind.INT));
    var last =
        new Last(lowering.block(lastPlace, label), thrown, after, new LinkedHashSet<>(), region);
    var handler = lowering.block(lastPlace, "failed, then " + label);
    var end = lowering.block(place, "after try");

    lasts.push(last);
    within(place, handler, body);
    if (lowering.isLive()) {
      enter(last, end).forEach(lowering::add);
      lowering.go(last.entry);
    }
    lasts.pop();

    region = last.region;
    lowering.start(handler);
    lowering.add(new Step.Assign(thrown, new Code.Use(draft.failure())));
    lowering.go(last.entry);
    lowering.start(last.entry);
    act.run(thrown);
    leave(last);
    lowering.start(end);
  }

  private void within(Tree place, Block handler, Runnable body) {
    var outer = region;
    region = new Block.Region(outer, handler, place);
    handler.isReached = true;
    var begin = lowering.block(place, "try");
    lowering.go(begin);
    lowering.start(begin);
    body.run();
    region = outer;
  }

  private List<Step> enter(Last last, Block then) {
    last.destinations.add(then);
    last.entry.isReached = true;
    then.isReached = true;
    return List.of(
        new Step.Assign(last.thrown, Code.Mix.of("null")),
        new Step.Assign(last.after, new Code.StateNumber(then)));
  }

  /// The end of a last act.
  private void leave(Last last) {
    if (!lowering.isLive()) return;
    if (last.destinations.isEmpty()) {
      lowering.end(new Exit.Throw(new Code.Use(last.thrown)));
      return;
    }
    var thrown = new Code.Use(last.thrown);
    var rethrow = lowering.block(last.entry.place, "throw");
    var onwards = lowering.block(last.entry.place, "the end of " + last.entry.label);
    lowering.end(new Exit.Branch(isFailing(last.thrown), rethrow, onwards, List.of(), List.of()));
    lowering.start(rethrow);
    lowering.end(new Exit.Throw(thrown));
    lowering.start(onwards);
    lowering.end(new Exit.Resume(last.after, last.destinations));
  }

  /// The question at the end of a last act.
  static Code isFailing(Local thrown) {
    return Code.Mix.of("%s != null", new Code.Use(thrown));
  }

  /// The way to `to`, through the last acts between here and `depth`.
  Jump leave(List<Step> steps, Block to, int depth) {
    to.isReached = true;
    var goal = to;
    var open = new ArrayList<>(lasts.reversed());
    var all = new ArrayList<>(steps);
    for (var i = depth; i < open.size(); i++) {
      var last = open.get(i);
      var enter = enter(last, goal);
      if (i == open.size() - 1) {
        all.addAll(enter);
        goal = last.entry;
      } else {
        goal = relay(last, enter);
      }
    }
    return new Jump(all, goal);
  }

  /// Between two last acts on the way out.
  private Block relay(Last last, List<Step> enter) {
    var relay = lowering.block(last.entry.place, "on the way out");
    relay.order = draft.blocks.size() + 10_000;
    relay.region = last.region;
    relay.steps.addAll(enter);
    relay.exit = new Exit.Go(last.entry);
    draft.blocks.add(relay);
    return relay;
  }

  private void catches(TryTree t, Runnable body) {
    var handler = lowering.block(t.getCatches().get(0), "catch");
    var end = lowering.block(t, "after try");
    within(t, handler, body);
    lowering.go(end);
    lowering.start(handler);
    var failure = new Code.Use(draft.failure());
    for (var one : t.getCatches()) {
      var parameter = draft.declared(one.getParameter());
      var caught = lowering.block(one, "catch " + parameter.written);
      var other = lowering.block(one, "not caught");
      if (parameter.type.toString().equals("java.lang.Throwable")) lowering.go(caught);
      else {
        lowering.end(
            new Exit.Branch(isOneOf(parameter.type, failure), caught, other, List.of(), List.of()));
      }
      lowering.start(caught);
      var cast = new Code.Cast(common(parameter.type), failure);
      if (isUsed(parameter, one)) lowering.add(new Step.Assign(parameter, cast));
      lowering.statement(one.getBlock());
      lowering.go(end);
      lowering.start(other);
    }
    lowering.end(new Exit.Throw(failure));
    lowering.start(end);
  }

  private boolean isUsed(Local parameter, CatchTree one) {
    var used = new boolean[1];
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitIdentifier(IdentifierTree name, @Nullable Void nothing) {
        used[0] |= draft.local(name) == parameter;
        return null;
      }
    }.scan(one.getBlock(), null);
    return used[0];
  }

  private static Code isOneOf(TypeMirror type, Code failure) {
    if (!(type instanceof UnionType union)) return new Code.Is(type, failure);
    var parts = union.getAlternatives().stream().map(one -> (Code) new Code.Is(one, failure));
    var all = parts.toList();
    return new Code.Mix(String.join(" || ", all.stream().map(_ -> "%s").toList()), all);
  }

  private TypeMirror common(TypeMirror type) {
    return type instanceof UnionType union ? TypeNames.common(draft.parsed, union) : type;
  }
}

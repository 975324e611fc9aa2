package asynclab.coroutines.source;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The fifth pass: which locals each block needs when it is entered, and so where each local lives.
///
/// Invariant: a local that is needed where a block waits is a field, since the method is left
/// there. One that passes between states, but over no await, stands ahead of the loop. All others
/// stay inside of their state.
final class Liveness {
  /// A block, and the last act (by its `thrown`) that is under way because of a failure: it ends
  /// with throwing that failure on, so nothing is needed of the ways it would go on otherwise.
  private record Point(Block block, @Nullable Local failing) {}

  private final Draft draft;
  private final Map<Point, BitSet> live = new HashMap<>();
  private final TreeLiveness trees;
  private boolean changed;

  private Liveness(Draft draft) {
    this.draft = draft;
    this.trees = new TreeLiveness(draft, this::at);
  }

  static Liveness of(Draft draft) {
    var liveness = new Liveness(draft);
    for (var block : draft.blocks) liveness.at(block);
    do {
      liveness.changed = false;
      for (var point : List.copyOf(liveness.live.keySet())) liveness.visit(point);
    } while (liveness.changed);
    return liveness;
  }

  private void visit(Point point) {
    var before = before(point.block, point.failing);
    if (!before.equals(live.put(point, before))) changed = true;
  }

  BitSet at(Block block) {
    return at(block, null);
  }

  private BitSet at(Block block, @Nullable Local failing) {
    var point = new Point(block, failing);
    var known = live.get(point);
    if (known != null) return known;
    changed = true;
    live.put(point, new BitSet());
    return new BitSet();
  }

  List<Local> needed(Block block) {
    return at(block).stream().mapToObj(draft.locals::get).toList();
  }

  private BitSet before(Block block, @Nullable Local failing) {
    var handlers = handlers(block.region);
    var set = TreeLiveness.or(before(block.exit, endsFailing(block, failing)), handlers);
    for (var step : block.steps.reversed()) {
      set = TreeLiveness.or(trees.before(step, set), handlers);
    }
    return set;
  }

  /// The last act that fails at the end of a block: one starts to where `thrown` is set, and is
  /// over where it is entered without a failure.
  private @Nullable Local endsFailing(Block block, @Nullable Local failing) {
    var now = failing;
    for (var step : block.steps) {
      if (!(step instanceof Step.Assign(var target, var value))) continue;
      if (value instanceof Code.Use(var from) && from == draft.failure && target.isThrown) {
        now = target;
      } else if (target == now) {
        now = null;
      }
    }
    return now;
  }

  /// A failure may come at any point of a region, so its handler's needs are needed throughout.
  private BitSet handlers(Block.@Nullable Region region) {
    if (region == null) return new BitSet();
    return TreeLiveness.without(at(region.handler()), draft.failure);
  }

  private BitSet before(Exit exit, @Nullable Local failing) {
    return switch (exit) {
      case Exit.Go(var to) -> at(to, failing);
      case Exit.Branch b -> {
        var isThrownOn = failing != null && b.condition().equals(Tries.isFailing(failing));
        if (isThrownOn) yield trees.before(b.condition(), at(b.yes()));
        var yes = at(b.yes(), failing);
        for (var local : b.ifTrue()) yes = TreeLiveness.without(yes, local);
        var no = at(b.no(), failing);
        for (var local : b.ifFalse()) no = TreeLiveness.without(no, local);
        yield trees.before(b.condition(), TreeLiveness.or(yes, no));
      }
      case Exit.Select s -> trees.before(s.selector(), arms(s, failing));
      case Exit.Suspend(var future, var next) -> trees.before(future, at(next, failing));
      case Exit.Return(var future) -> trees.before(future, new BitSet());
      case Exit.Throw(var failure) -> trees.before(failure, new BitSet());
      case Exit.Resume(var after, var destinations) -> {
        var all = new BitSet();
        destinations.forEach(to -> all.or(at(to)));
        yield TreeLiveness.with(all, destinations.size() > 1 ? after : null);
      }
      case Exit.Never _ -> new BitSet();
    };
  }

  private BitSet arms(Exit.Select select, @Nullable Local failing) {
    var all = new BitSet();
    for (var arm : select.arms()) {
      var one = at(arm.to(), failing);
      for (var tree : arm.tree()) {
        if (tree.getGuard() != null) one = trees.before(new Code.Original(tree.getGuard()), one);
      }
      for (var local : arm.bound()) one = TreeLiveness.without(one, local);
      all.or(one);
    }
    return all;
  }
}

package asynclab.coroutines.source;

import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The fifth pass: which locals each block needs when it is entered, and so where each local lives.
///
/// Invariant: a local that is needed where a block waits is a field, since the method is left
/// there. One that passes between states, but over no await, stands ahead of the loop. All others
/// stay inside of their state.
final class Liveness {
  private final Draft draft;
  private final Map<Block, BitSet> live = new IdentityHashMap<>();
  private final TreeLiveness trees;

  private Liveness(Draft draft) {
    this.draft = draft;
    this.trees = new TreeLiveness(draft, this::at);
  }

  static Liveness of(Draft draft) {
    var liveness = new Liveness(draft);
    var changed = true;
    while (changed) {
      changed = false;
      for (var block : draft.blocks.reversed()) {
        var before = liveness.before(block);
        changed |= !before.equals(liveness.live.put(block, before));
      }
    }
    return liveness;
  }

  BitSet at(Block block) {
    return live.getOrDefault(block, new BitSet());
  }

  List<Local> needed(Block block) {
    return at(block).stream().mapToObj(draft.locals::get).toList();
  }

  private BitSet before(Block block) {
    var handlers = handlers(block.region);
    var set = TreeLiveness.or(before(block.exit), handlers);
    for (var step : block.steps.reversed()) {
      set = TreeLiveness.or(trees.before(step, set), handlers);
    }
    return set;
  }

  /// A failure may come at any point of a region, so its handler's needs are needed throughout.
  private BitSet handlers(Block.@Nullable Region region) {
    if (region == null) return new BitSet();
    return TreeLiveness.without(at(region.handler()), draft.failure);
  }

  private BitSet before(Exit exit) {
    return switch (exit) {
      case Exit.Go(var to) -> at(to);
      case Exit.Branch b -> {
        var yes = at(b.yes());
        for (var local : b.ifTrue()) yes = TreeLiveness.without(yes, local);
        var no = at(b.no());
        for (var local : b.ifFalse()) no = TreeLiveness.without(no, local);
        yield trees.before(b.condition(), TreeLiveness.or(yes, no));
      }
      case Exit.Select s -> {
        var all = new BitSet();
        for (var arm : s.arms()) {
          var one = at(arm.to());
          for (var tree : arm.tree())
            if (tree.getGuard() != null)
              one = trees.before(new Code.Original(tree.getGuard()), one);
          for (var local : arm.bound()) one = TreeLiveness.without(one, local);
          all.or(one);
        }
        yield trees.before(s.selector(), all);
      }
      case Exit.Suspend(var future, var next) -> trees.before(future, at(next));
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
}

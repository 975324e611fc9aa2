package asynclab.coroutines.source;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// The sixth pass: which blocks are reached, and which of them are states.
///
/// Invariant: a block without a number has one way in, from a block of the same region, and its
/// text stands at the end of that one.
final class Shape {
  private static final int TEXT_LENGTH_MAX = 40;

  private final Draft draft;
  private final Map<Block, Integer> waysIn = new HashMap<>();
  private final Set<Block> named = new HashSet<>();
  private final Map<Block, Block> only = new HashMap<>();

  private Shape(Draft draft) {
    this.draft = draft;
  }

  /// Leaves in `draft.blocks` those that are reached, in the order of the text, with their numbers.
  static void give(Draft draft) {
    new Shape(draft).give();
  }

  private void give() {
    var entry = draft.blocks.get(0);
    draft.blocks.sort(Comparator.comparingInt(block -> block.order));
    skipEmpty();
    var reached = reached(entry);
    draft.blocks.removeIf(block -> !reached.contains(block));
    named.add(entry);
    for (var block : draft.blocks) {
      if (block.waits || waysIn.getOrDefault(block, 0) > 1) named.add(block);
      var before = only.get(block);
      if (before != null && !Objects.equals(before.region, block.region)) named.add(block);
      if (block.region != null) named.add(block.region.handler());
    }
    dropUnchosen();
    var number = 0;
    for (var block : draft.blocks) if (named.contains(block)) block.number = number++;
  }

  /// A block that does nothing but go on is passed over.
  private void skipEmpty() {
    for (var block : draft.blocks) {
      block.exit = onwards(block.exit);
      for (var i = 0; i < block.steps.size(); i++) block.steps.set(i, onwards(block.steps.get(i)));
    }
    draft.jumps.replaceAll(
        (_, jump) -> new Jump(jump.steps().stream().map(Shape::onwards).toList(), end(jump.to())));
  }

  private static Step onwards(Step step) {
    return step instanceof Step.Assign(var target, Code.StateNumber(var block))
        ? new Step.Assign(target, new Code.StateNumber(end(block)))
        : step;
  }

  private static Exit onwards(Exit exit) {
    return switch (exit) {
      case Exit.Go(var to) -> new Exit.Go(end(to));
      case Exit.Branch b ->
          new Exit.Branch(b.condition(), end(b.yes()), end(b.no()), b.ifTrue(), b.ifFalse());
      case Exit.Select(var selector, var arms) ->
          new Exit.Select(
              selector,
              arms.stream().map(a -> new Exit.Arm(a.tree(), end(a.to()), a.bound())).toList());
      case Exit.Resume(var after, var destinations) -> {
        Set<Block> ends = new LinkedHashSet<>();
        destinations.forEach(to -> ends.add(end(to)));
        if (ends.size() == 1) yield new Exit.Go(ends.iterator().next());
        yield new Exit.Resume(after, ends);
      }
      case Exit.Suspend _, Exit.Return _, Exit.Throw _, Exit.Never _ -> exit;
    };
  }

  private static Block end(Block block) {
    var end = block;
    for (var i = 0;
        i < 100 && !end.waits && end.steps.stream().allMatch(Step.Note.class::isInstance);
        i++) {
      if (!(end.exit instanceof Exit.Go(var to))) break;
      end = to;
    }
    return end;
  }

  private Set<Block> reached(Block entry) {
    Set<Block> reached = new HashSet<>();
    var queue = new ArrayDeque<Block>();
    reached.add(entry);
    queue.add(entry);
    waysIn.put(entry, 1);
    while (!queue.isEmpty()) {
      var block = queue.remove();
      var next = new ArrayList<Block>();
      block.exit.targets().forEach(to -> way(block, to, next));
      if (!(block.exit instanceof Exit.Go) && !(block.exit instanceof Exit.Branch))
        named.addAll(next);
      var jumps = new ArrayList<Block>();
      for (var step : block.steps) {
        if (step instanceof Step.Run(var tree)) {
          for (var inner : Flow.own(tree)) {
            var jump = draft.jumps.get(inner);
            if (jump == null) continue;
            way(block, jump.to(), jumps);
            for (var set : jump.steps()) number(block, set, jumps);
          }
        }
        number(block, step, jumps);
      }
      if (block.region != null) way(block, block.region.handler(), jumps);
      named.addAll(jumps);
      next.addAll(jumps);
      for (var to : next) if (reached.add(to)) queue.add(to);
    }
    return reached;
  }

  private void number(Block block, Step step, List<Block> ways) {
    if (step instanceof Step.Assign(var _, Code.StateNumber(var to)) && isChosen(step)) {
      way(block, to, ways);
    }
  }

  /// Whether the place to go on after a `finally` has to be kept at all.
  private boolean isChosen(Step step) {
    var after = ((Step.Assign) step).target();
    return draft.blocks.stream()
        .anyMatch(b -> b.exit instanceof Exit.Resume(var local, var _) && local == after);
  }

  private void dropUnchosen() {
    for (var block : draft.blocks) block.steps.removeIf(this::isUnchosen);
    draft.jumps.replaceAll((_, jump) ->
        new Jump(jump.steps().stream().filter(step -> !isUnchosen(step)).toList(), jump.to()));
  }

  private boolean isUnchosen(Step step) {
    return step instanceof Step.Assign(var _, Code.StateNumber _) && !isChosen(step);
  }

  private void way(Block from, Block to, List<Block> ways) {
    waysIn.merge(to, 1, Integer::sum);
    only.put(to, from);
    ways.add(to);
  }

  static String shortened(String text) {
    var line = text.replaceAll("\\s+", " ").strip();
    return line.length() <= TEXT_LENGTH_MAX ? line : line.substring(0, TEXT_LENGTH_MAX) + "…";
  }
}

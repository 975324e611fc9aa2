package asynclab.coroutines.source;

import com.sun.source.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Steps without a way in or out between them. A block becomes a state, or a part of one.
final class Block {
  final List<Step> steps = new ArrayList<>();
  Exit exit = new Exit.Never();

  /// The place in the text, and what stands there.
  Tree place;

  String label;

  /// The innermost `try` around it.
  @Nullable Region region;

  /// It asks the awaited future first.
  boolean waits;

  /// Whether anything leads here.
  boolean isReached;

  /// Its place in the order of the text.
  int order = -1;

  /// The number of the state; -1 where it stands inside of another.
  int number = -1;

  Block(Tree place, String label) {
    this.place = place;
    this.label = label;
  }

  /// The part of the text whose failures go to `handler`.
  record Region(@Nullable Region outer, Block handler, Tree place) {}
}

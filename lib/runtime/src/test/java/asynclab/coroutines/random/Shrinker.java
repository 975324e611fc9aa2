package asynclab.coroutines.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Makes a failing program smaller as long as it fails in the same way, with a bound.
final class Shrinker {
  private static final int TRIES_MAX = 300;

  private final Function<Node, Optional<Difference>> trial;
  private int tries;

  Shrinker(Function<Node, Optional<Difference>> trial) {
    this.trial = trial;
  }

  Difference shrunk(Difference difference) {
    var smallest = difference;
    for (var isSmaller = true; isSmaller; ) {
      isSmaller = false;
      var candidates = smaller(smallest.program().body()).iterator();
      while (candidates.hasNext() && tries++ < TRIES_MAX) {
        var found = trial.apply(candidates.next());
        if (found.isEmpty() || found.get().isRefusal() != difference.isRefusal()) continue;
        smallest = found.get();
        isSmaller = true;
        break;
      }
    }
    return smallest;
  }

  /// A step smaller each, the largest steps first.
  static Stream<Node> smaller(Node node) {
    return Stream.concat(here(node), inside(node));
  }

  private static Stream<Node> here(Node node) {
    return switch (node.kind()) {
      case Node.BODY -> Stream.concat(shorter(node), spliced(node));
      case Node.STATEMENT -> node.parts().stream().filter(p -> p.kind().equals(Node.BODY));
      case Node.PLACE -> Stream.empty();
      default -> expressions(node);
    };
  }

  /// Without a run of statements.
  private static Stream<Node> shorter(Node body) {
    var size = body.parts().size();
    return Stream.of(size, size / 2, size / 4, 1)
        .filter(length -> length > 0)
        .distinct()
        .flatMap(length ->
            IntStream.iterate(0, at -> at + length <= size, at -> at + length)
                .mapToObj(at -> without(body, at, length)));
  }

  private static Node without(Node body, int at, int length) {
    var left = new ArrayList<>(body.parts().subList(0, at));
    left.addAll(body.parts().subList(at + length, body.parts().size()));
    return Node.body(left);
  }

  /// The statements of a block in place of it.
  private static Stream<Node> spliced(Node body) {
    return IntStream.range(0, body.parts().size())
        .filter(i -> body.parts().get(i).kind().equals(Node.BODY))
        .mapToObj(i -> {
          var parts = new ArrayList<>(body.parts());
          parts.addAll(i, parts.remove(i).parts());
          return Node.body(parts);
        });
  }

  private static Stream<Node> expressions(Node node) {
    if (node.parts().isEmpty()) return Stream.empty();
    var least = new Node(node.kind(), Forms.LITERALS.get(node.kind()).get(0), List.of());
    var same = node.parts().stream().filter(part -> part.kind().equals(node.kind()));
    return Stream.concat(Stream.of(least), same);
  }

  private static Stream<Node> inside(Node node) {
    return IntStream.range(0, node.parts().size())
        .boxed()
        .flatMap(i ->
            smaller(node.parts().get(i))
                .map(part -> {
                  var parts = new ArrayList<>(node.parts());
                  parts.set(i, part);
                  return node.withParts(parts);
                }));
  }
}

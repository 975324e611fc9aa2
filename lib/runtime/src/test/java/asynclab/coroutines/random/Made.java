package asynclab.coroutines.random;

import java.util.List;

/// A statement, and whether it can end normally, as the language defines that: nothing may stand
/// after one that cannot.
record Made(Node node, boolean completes) {
  static Made simple(String text, Node... parts) {
    return new Made(Node.statement(text, parts), true);
  }

  /// Several, of which the last decides.
  static Made of(String text, boolean completes, List<Node> parts) {
    return new Made(new Node(Node.STATEMENT, text, List.copyOf(parts)), completes);
  }
}

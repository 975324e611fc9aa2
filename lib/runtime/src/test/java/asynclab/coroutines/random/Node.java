package asynclab.coroutines.random;

import java.util.List;

/// A piece of a program: text, with a `~` where each of its parts stands.
///
/// @param kind the type of an expression, or [#STATEMENT], [#BODY], [#PLACE]
record Node(String kind, String text, List<Node> parts) {
  static final String STATEMENT = "statement";

  /// Statements between braces.
  static final String BODY = "body";

  /// What can be assigned to, or a name: nothing smaller can stand for it.
  static final String PLACE = "place";

  static Node statement(String text, Node... parts) {
    return new Node(STATEMENT, text, List.of(parts));
  }

  static Node place(String text, Node... parts) {
    return new Node(PLACE, text, List.of(parts));
  }

  static Node body(List<Node> statements) {
    return new Node(BODY, "", List.copyOf(statements));
  }

  Node withParts(List<Node> parts) {
    return new Node(kind, text, List.copyOf(parts));
  }

  int size() {
    return 1 + parts.stream().mapToInt(Node::size).sum();
  }

  /// As Java.
  @Override
  public String toString() {
    if (kind.equals(BODY)) return bodyText();
    var java = new StringBuilder();
    var next = 0;
    for (var c : text.toCharArray()) {
      if (c == '~') java.append(parts.get(next++));
      else java.append(c);
    }
    return java.toString();
  }

  private String bodyText() {
    var java = new StringBuilder("{\n");
    for (var statement : parts) java.append(statement.toString().indent(2));
    return java.append("}").toString();
  }
}

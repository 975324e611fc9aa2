package asynclab.coroutines;

/// Where a coroutine stands.
///
/// @param method the method it was made from, or the name of its class
/// @param state the number of its state; -1 when it has ended or was closed, -2 when it has become
///   the future that its body returned
/// @param line the line of the state; 0 where nobody knows
public record Place(String method, int state, int line) {
  /// Where `coroutine` stands now. Threads: whoever may poll it may ask.
  public static Place of(Coroutine<?> coroutine) {
    var type = coroutine.getClass();
    return new Place(Describe.name(type), coroutine.state, Describe.line(type, coroutine.state));
  }

  /// Whether the body has been left for good.
  public boolean isLeft() {
    return state < 0;
  }
}

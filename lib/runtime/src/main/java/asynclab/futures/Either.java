package asynclab.futures;

/// Which of two futures was ready first, and what it came to.
public sealed interface Either<A, B> {
  /// The first of the two.
  record First<A, B>(A value) implements Either<A, B> {}

  /// The second.
  record Second<A, B>(B value) implements Either<A, B> {}
}

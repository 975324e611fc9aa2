package asynclab.futures;

/// The end of a future: a value, or why there is none.
public sealed interface Ready<T> extends Polled<T> {
  /// It went well.
  record Value<T>(T value) implements Ready<T> {
    @SuppressWarnings("NullAway") // there is no other Void
    static final Value<Void> DONE = new Value<>(null);

    @Override
    public T get() {
      return value;
    }
  }

  /// It did not. A failure is a value until somebody awaits it.
  record Failure<T>(Throwable cause) implements Ready<T> {
    @Override
    public T get() {
      AwaitTrace.add(cause);
      throw Failure.<RuntimeException>asUnchecked(cause);
    }

    /// The same failure, as the end of a future of any other type.
    @SuppressWarnings("unchecked") // it holds no T
    public <R> Failure<R> as() {
      return (Failure<R>) this;
    }

    @SuppressWarnings({
      "unchecked",
      "TypeParameterUnusedInFormals"
    }) // a lie that the compiler believes and the JVM does not check
    private static <X extends Throwable> X asUnchecked(Throwable cause) throws X {
      throw (X) cause;
    }
  }

  /// The value; or throws the cause itself, checked or not.
  T get();
}

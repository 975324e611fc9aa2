package asynclab.futures;

/// The end of a future: a value, or why there is none.
public sealed interface Ready<T> extends Polled<T> {
  /// It went well.
  record Value<T>(T value) implements Ready<T> {
    @Override
    public T get() {
      return value;
    }
  }

  /// It did not. A failure is a value until somebody awaits it.
  record Failure<T>(Throwable cause) implements Ready<T> {
    @Override
    public T get() {
      throw Failure.<RuntimeException>asUnchecked(cause);
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

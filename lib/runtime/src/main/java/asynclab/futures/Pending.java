package asynclab.futures;

/// Not yet.
public record Pending<T>() implements Polled<T> {
  static final Pending<?> IT = new Pending<>();
}

package asynclab.coroutines.random;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// A random method.
record Program(long seed, Node body) {
  private static final String HEAD =
      """
      import asynclab.coroutines.Async;
      import asynclab.futures.Future;
      import java.io.IOException;
      import java.util.*;
      import java.util.function.*;
      import static asynclab.coroutines.Coroutine.await;

      @SuppressWarnings("all")
      public class T extends asynclab.coroutines.random.Scene
            implements asynclab.coroutines.random.Scene.Beginning<Integer> {
        public T() {}
        T me(int n) { log("me " + n); return this; }
        Future<Integer> twice(int n) {
          Beginning<Integer> bridged = this;
          return Future.lazy(() -> bridged.begun(n));
        }
        @Async public Future<Integer> begun(Integer n) throws Exception {
          try {
            var first = await(later(n));
            return Future.ready(first + await(later(n)));
          } finally {
            log("twice " + n);
            if (n == 7) await(later("in finally"));
          }
        }
      """;

  static Program of(long seed) {
    return new Program(seed, Statements.method(new Random(seed * 0x9E3779B97F4A7C15L)));
  }

  static String name(int number) {
    return "m" + number;
  }

  /// A class of coroutines, named by their place in the list. What one awaits of another begins
  /// with its first poll, on each road.
  static String text(List<Program> programs) {
    var methods = IntStream.range(0, programs.size()).mapToObj(i -> programs.get(i).method(i));
    return HEAD + String.join("", methods.toList()) + "}\n";
  }

  private String method(int number) {
    return ("@Async Future<String> " + name(number) + "(int n) throws Exception " + body).indent(2);
  }

  @Override
  public String toString() {
    return method(0);
  }
}

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
      public class T extends asynclab.coroutines.random.Scene {
        public T() {}
        T me(int n) { log("me " + n); return this; }
        @Async Future<Integer> twice(int n) throws Exception {
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

  /// A class of coroutines, named by their place in the list.
  static String coroutines(List<Program> programs) {
    var methods = IntStream.range(0, programs.size()).mapToObj(i -> programs.get(i).method(i));
    return HEAD + String.join("", methods.toList()) + "}\n";
  }

  /// The same without coroutines: `await` is a method of the scene. What one method awaits of
  /// another begins with its first poll, as a coroutine does.
  static String plain(List<Program> programs) {
    return coroutines(programs)
        .replace("import static asynclab.coroutines.Coroutine.await;", "")
        .replace(
            "extends asynclab.coroutines.random.Scene",
            "extends asynclab.coroutines.random.PlainScene")
        .replace(
            "@Async Future<Integer> twice(int n)",
            "Future<Integer> twice(int n) { return Future.lazy(() -> twiceAtOnce(n)); } Future<Integer> twiceAtOnce(int n)")
        .replace("@Async", "");
  }

  private String method(int number) {
    return ("@Async Future<String> " + name(number) + "(int n) throws Exception " + body).indent(2);
  }

  @Override
  public String toString() {
    return method(0);
  }
}

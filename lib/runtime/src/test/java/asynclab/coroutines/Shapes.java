package asynclab.coroutines;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/// Methods of all shapes, each called `run(int n)`; a line `// name` stands ahead of each.
final class Shapes {
  private Shapes() {}

  record Shape(String name, String text) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Shape> of(String shapes) {
    return Stream.of(shapes.split("(?m)^//// "))
        .filter(text -> !text.isBlank())
        .map(text -> new Shape(text.lines().findFirst().orElseThrow(), "// " + text));
  }

  /// Each shape with each road to it.
  static Stream<Arguments> onBothRoads(String... shapes) {
    return Stream.of(Road.values()).flatMap(road -> on(road, shapes));
  }

  static Stream<Arguments> on(Road road, String... shapes) {
    return Stream.of(shapes).flatMap(Shapes::of).map(shape -> Arguments.of(road, shape));
  }

  static final String HEAD =
      """
      import asynclab.coroutines.Async;
      import asynclab.futures.Future;
      import asynclab.futures.Polled;
      import java.util.*;
      import java.util.function.*;
      import static asynclab.coroutines.Coroutine.await;

      public class T extends asynclab.coroutines.Stage {
        record Pair(Object a, Object b) {}
        sealed interface Shape permits Circle, Square {}
        record Circle(int r) implements Shape {}
        record Square(int side) implements Shape {}
        enum Color { RED, GREEN, BLUE }
        int field = 1;
        static int shared;
        static Future<String> end(Object value) { return _ -> Polled.ready("" + value); }
        int count(int n) { return n + field; }
        String name() { return "outer"; }
        String poll(int n) { return "my poll " + n; }
        int state = 77;

      """;

  static final String STRAIGHT =
      """
      //// no await at all
      @Async
      Future<String> run(int n) {
        log.add("body");
        return end(n);
      }
      //// one await
      @Async
      Future<String> run(int n) {
        var x = await(later(n));
        return end(x + 1);
      }
      //// operands left of the await are evaluated before it
      @Async
      Future<String> run(int n) {
        return end(seen("a") + field + await(later(seen(n))) + seen("b") + await(later("c")) + seen("d"));
      }
      //// a field that changes while it waits keeps the value it had
      @Async
      Future<String> run(int n) {
        return end(field + await(bump()) * field);
      }
      Future<Integer> bump() {
        return _ -> {
          field++;
          return Polled.ready(2);
        };
      }
      //// a local that the awaited expression changes keeps its value to the left
      @Async
      Future<String> run(int n) {
        int i = n;
        int sum = i + await(later(i = 7)) + i;
        int j = 1;
        j += await(later(j = 10));
        j -= await(later(3));
        return end(sum + " " + j);
      }
      //// nested awaits
      @Async
      Future<String> run(int n) {
        return end(await(later(await(later(n)) + await(later(await(later(2)))))));
      }
      //// compound assignment to an array
      @Async
      Future<String> run(int n) {
        int[] a = {1, 2, 3};
        int i = 0;
        a[i++] += await(later(a[0] = 10));
        a[i++] *= 2 + await(later(n));
        byte[] b = {100};
        b[0] += await(later(100));
        long l = 1;
        l <<= await(later(3));
        a[await(later(2))]++;
        a[await(later(0))] = await(later(n)) + a[1];
        return end(Arrays.toString(a) + i + b[0] + l);
      }
      //// compound assignment to a field
      @Async
      Future<String> run(int n) {
        field += await(bump());
        this.field -= await(later(1));
        shared += await(later(field));
        text += await(bump());
        return end(field + text);
      }
      String text = "t";
      Future<Integer> bump() {
        return _ -> {
          text = "u";
          field = 100;
          return Polled.ready(2);
        };
      }
      //// receivers, arguments and constructors
      @Async
      Future<String> run(int n) {
        var pair = new Pair(seen("l"), await(later("r")));
        var text = new StringBuilder(await(later("sb"))).append(seen(1)).append(await(later(2)));
        var list = new ArrayList<>(List.of(seen(1), await(later(2)), seen(3)));
        var array = new int[] {seen(1), await(later(n)), seen(3)};
        int[] plain = {await(later(4)), seen(5)};
        var size = new int[await(later(2))][seen(3)].length;
        list.add(await(later(9)));
        return end(pair + " " + text + list + array[1] + plain[0] + size);
      }
      //// casts, instanceof, units
      @Async
      Future<String> run(int n) {
        Object o = await(later((Object) n));
        boolean is = await(later(o)) instanceof Integer i && i > 1;
        long wide = await(later(n));
        double d = 1.5 * await(later(2));
        char c = (char) (await(later((int) 'a')) + 1);
        int negative = -await(later(n));
        boolean not = !await(later(true));
        return end(is + " " + wide + d + c + negative + not + (long) await(later(3)));
      }
      //// short circuits
      @Async
      Future<String> run(int n) {
        boolean a = seen(n > 1) && await(later(n > 2));
        boolean b = seen(n > 1) || await(later(n > 0)) || seen(false);
        boolean c = await(later(n > 0)) && seen(true) && !await(later(n > 3));
        boolean d = (a || await(later(b))) & await(later(true));
        return end(a + " " + b + c + d + (n > 1 && await(later(true)) ? "x" : "y"));
      }
      //// choices
      @Async
      Future<String> run(int n) {
        String s = n > 1 ? await(later("big")) : seen("small");
        int i = n > 2 ? n : await(later(n > 0)) ? await(later(1)) : 0;
        return end(s + i + seen("z") + (n == 5 ? seen(5) : await(later(6))));
      }
      //// text that looks like await
      @Async
      Future<String> run(int n) {
        // await(later(1)) is a comment
        var s = "await(later(2))"; /* await(x) */
        var block = \"\"\"
            await(3)
              indented
            \"\"\" + await(later(n));
        return end(s + block);
      }
      //// varargs and generics
      @Async
      Future<String> run(int n) {
        var text = await(joined("x", n, "y", 3));
        List<? extends Number> numbers = List.of(1, 2.5);
        var first = await(later(numbers.get(0)));
        return end(text + first.intValue() + await(this.<String>same("g")));
      }
      @Async
      Future<String> joined(Object... parts) {
        var text = "";
        for (var part : parts) text += await(later(part));
        return end(text);
      }
      @Async
      <A> Future<A> same(A value) {
        A mine = await(later(value));
        var twice = List.of(mine, await(later(mine)));
        return later(twice.get(1));
      }
      //// a static method and recursion
      @Async
      Future<String> run(int n) {
        return end(await(sum(n)) + await(fibonacci(n)));
      }
      static Future<Integer> now(int n) { return _ -> Polled.ready(n); }
      @Async
      static Future<Integer> sum(int n) {
        if (n == 0) return now(0);
        return now(n + await(sum(n - 1)));
      }
      @Async
      Future<Integer> fibonacci(int n) {
        return n < 2 ? later(n) : later(await(fibonacci(n - 1)) + await(fibonacci(n - 2)));
      }
      //// failures reach the awaiter
      @Async
      Future<String> run(int n) {
        if (n == 1) await(this.<String>fails(new IllegalStateException("one")));
        if (n == 2) throw new IllegalArgumentException(await(later("two")));
        Object nothing = await(later(null));
        return end(nothing);
      }
      """;

  static final String BRANCHES = ShapesOfBranches.ALL;
  static final String TRIES = ShapesOfTries.ALL;
  static final String SCOPES = ShapesOfScopes.ALL;
  static final String BEYOND = ShapesOfOperands.BEYOND;
  static final String OPERANDS = ShapesOfOperands.ALL;
}

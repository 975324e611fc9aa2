package asynclab.coroutines;

/// What lies on the operand stack while a method waits, and what only its own class may do.
final class ShapesOfOperands {
  private ShapesOfOperands() {}

  static final String ALL =
      """
      //// wide operands under an await
      @Async
      Future<String> run(int n) {
        long l = 1L << 40;
        double d = 0.25;
        long sum = l + n * await(later(2L)) - (long) (d * await(later(4.0)));
        double e = d + l / await(later(3)) + (sum = await(later(5L)));
        var cells = new double[] {d, await(later(1.5)), e};
        cells[1] *= l + await(later(0.5));
        return end(sum + " " + e + Arrays.toString(cells) + l + d);
      }
      //// many operands of all kinds
      @Async
      Future<String> run(int n) {
        return end(all(1, 2L, 3f, 4.0, 'c', true, (byte) 6, null, seen("x"), new int[n], await(later("y"))));
      }
      String all(int i, long l, float f, double d, char c, boolean b, byte y, Object o, String s, int[] a, String t) {
        return i + "" + l + f + d + c + b + y + o + s + a.length + t;
      }
      //// constructors in constructors
      @Async
      Future<String> run(int n) {
        var nested = new Pair(new Pair(seen("a"), await(later("b"))), new Pair(await(later("c")), seen("d")));
        var chosen = new Pair(n > 1 ? await(later("big")) : "small", new StringBuilder(n < 2 ? "x" : await(later("y"))));
        throwing:
        try {
          if (n != 2) break throwing;
          log.add("" + new Pair(await(this.<String>fails(new IllegalStateException("f"))), seen("not")));
        } catch (IllegalStateException e) {
          log.add(e.getMessage());
        }
        return end(nested + " " + chosen);
      }
      //// a constructor in a loop in a constructor's argument
      @Async
      Future<String> run(int n) {
        var all = new ArrayList<Object>();
        for (int i = 0; i < n; i++) {
          all.add(new Pair(i, switch (i) { case 0 -> await(later("zero")); case 1 -> new Pair(1, await(later(1L))); default -> i; }));
        }
        return end(all + "" + new IllegalStateException(await(later("message"))).getMessage());
      }
      //// inner classes
      @Async
      Future<String> run(int n) {
        var inner = this.new Inner(await(later(n)), seen(2));
        var local = new Object() {
          final String text = "anonymous " + inner.sum();
          String text() { return text + n; }
        };
        return end(local.text() + new Inner(1, await(later(2))).sum());
      }
      private class Inner {
        private final int a;
        private final int b;
        Inner(int a, int b) { this.a = a; this.b = b; }
        private int sum() { return a * 10 + b + field; }
      }
      //// super and private members
      @Async
      Future<String> run(int n) throws Exception {
        var before = super.seen("before");
        secret += await(later(n));
        try (var r = super.resource(hidden(await(later("r"))))) {
          log.add(super.toString().isEmpty() + before + (r == null));
        }
        return end(secret + hidden("x") + T.hiddenStatic(secret));
      }
      @Override
      public <X> X seen(X value) {
        log.add("overridden");
        return value;
      }
      private int secret = 10;
      private String hidden(String s) { return "<" + s + ">"; }
      private static String hiddenStatic(int i) { return "static " + i; }
      //// lambdas and references to private members
      @Async
      Future<String> run(int n) {
        var word = await(later("w"));
        Function<String, String> quoted = this::quoted;
        Supplier<Supplier<String>> nested = () -> () -> word + n + quoted("!");
        IntFunction<int[]> maker = int[]::new;
        var text = quoted.apply(await(later("q"))) + nested.get().get() + maker.apply(n).length;
        return end(text + await(later(Optional.of(word).map(String::length).get())));
      }
      private String quoted(String s) { return "'" + s + "'"; }
      //// arrays of arrays, with an await in each place
      @Async
      Future<String> run(int n) {
        String[][] rows = {new String[] {"a", await(later("b"))}, new String[await(later(2))]};
        rows[await(later(1))][seen(0)] = rows[0][await(later(1))];
        long[] wide = {1, 2};
        wide[await(later(1))] <<= await(later(3));
        wide[0]++;
        return end(Arrays.deepToString(rows) + Arrays.toString(wide));
      }
      //// arrays in arrays, and += on a place in one
      @Async
      Future<String> run(int n) {
        String[][] rows = {{"a", await(later("b"))}, {await(later("c")), seen("d")}};
        rows[1][0] += await(later("z"));
        return end(Arrays.deepToString(rows));
      }
      //// locks before and after
      @Async
      Future<String> run(int n) {
        var text = await(later("a"));
        synchronized (this) {
          for (int i = 0; i < n; i++) synchronized (log) { text += i; }
          if (n == 1) return end("early " + text);
        }
        text += await(later("b"));
        synchronized (this) {
          text += Thread.holdsLock(this);
        }
        try {
          synchronized (this) {
            if (n == 2) throw new IllegalStateException("in a lock");
          }
        } catch (IllegalStateException e) {
          text += await(later(e.getMessage()));
        }
        return end(text + await(later(Thread.holdsLock(this))));
      }
      //// a catch that nobody reaches, around a finally that always returns
      @SuppressWarnings("finally")
      @Async
      Future<String> run(int n) {
        var outer = "outer" + n;
        try {
          try {
            await(later("x"));
            log.add("went on");
          } finally {
            return end("always " + await(later("y")));
          }
        } catch (IllegalStateException e) {
          return end(outer + await(later(outer)));
        }
      }
      //// a local that holds null, and one that is of another type later
      @Async
      Future<String> run(int n) {
        Object o = null;
        await(later(1));
        log.add("" + o);
        o = n;
        await(later(2));
        if (n > 1) o = "text";
        String s = null;
        log.add(await(later("x")) + s + o);
        o = await(later(List.of(n)));
        return end(((List<?>) o).get(await(later(0))));
      }
      """;

  /// What the rewriter of text refuses or cannot do.
  static final String BEYOND =
      """
      //// an await in a guard and in an assert
      @Async
      Future<String> run(int n) {
        Object o = n > 1 ? n : "text";
        var s = switch (o) {
          case Integer i when i > await(later(2)) -> "big " + i;
          case Integer i when await(later(true)) && i == 2 -> "two " + i + await(later("!"));
          default -> "other";
        };
        assert await(later(n)) >= 0 : await(later("never"));
        return end(s);
      }
      //// a coroutine in a class without a name, in a coroutine
      @Async
      Future<String> run(int n) {
        var word = await(later("w"));
        interface Told { Future<String> told(int times); }
        var inner = new Told() {
          @Async
          public Future<String> told(int times) {
            var text = "";
            for (int i = 0; i < times; i++) text += word + await(later(i));
            return end(text + n);
          }
        };
        return end(await(inner.told(2)) + await(inner.told(n)));
      }
      """;
}

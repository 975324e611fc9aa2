package asynclab.coroutines;

/// Names, lambdas and classes.
final class ShapesOfScopes {
  private ShapesOfScopes() {}

  static final String ALL =
      """
      //// the same name in several scopes
      @Async
      Future<String> run(int n) {
        var text = "";
        for (int i = 0; i < n; i++) {
          int x = await(later(i));
          text += x;
        }
        for (int i = 0; i < 2; i++) text += i;
        {
          String i = await(later("i"));
          long x = 4;
          text += i + await(later(x)) + x;
        }
        for (long i = 5; i < 7; i++) text += await(later(i)) + i;
        Function<Integer, Integer> f = i -> i + n;
        return end(text + f.apply(2));
      }
      //// names that a machine has too
      @Async
      Future<String> run(int n) {
        int waker = await(later(1));
        var failure = await(later("f"));
        var result = poll(waker) + state + this.state + name();
        try {
          state += await(later(waker));
          int caught = n;
          await(later(caught));
          return end(failure + result + state + caught + hashCode() * 0);
        } finally {
          log.add(failure + toString().isEmpty());
        }
      }
      //// a local that hides a field
      @Async
      Future<String> run(int n) {
        String field = await(later("local"));
        await(later(1));
        {
          int state = 3;
          await(later(state));
          log.add("" + state);
        }
        return end(field + this.field + count(1) + state);
      }
      //// lambdas keep the value they saw
      @Async
      Future<String> run(int n) {
        var all = new ArrayList<Supplier<String>>();
        for (int i = 0; i < 3; i++) {
          var copy = i;
          var word = await(later("w" + i));
          all.add(() -> word + copy + n + field + this.name());
          await(later("x"));
          log.add(word);
        }
        String chosen = n > 1 ? await(later("yes")) : "no";
        Supplier<String> last = () -> chosen + n;
        var text = "";
        for (var one : all) text += one.get();
        return end(text + last.get());
      }
      //// anonymous and local classes
      @Async
      Future<String> run(int n) {
        record Both(int a, String b) {}
        var first = await(later("first"));
        var both = new Both(n, first);
        var named =
            new Object() {
              int calls = n;
              @Override
              public String toString() {
                calls++;
                return first + calls + this.calls + both + name();
              }
            };
        log.add(named.toString());
        Object kept = new Object() {
          @Override
          public String toString() {
            return first + field;
          }
        };
        await(later("x"));
        return end(both.b() + new Both(2, "z") + kept);
      }
      //// a local class that captures what is needed after an await
      @Async
      Future<String> run(int n) {
        var word = await(later("w" + n));
        final int twice = n * 2;
        class Told {
          private final String more;
          Told(String more) { this.more = more; }
          Told next() { return new Told(more + "+"); }
          String told() { return word + more + twice + n + field; }
        }
        var first = new Told(await(later("a")));
        await(later("x"));
        return end(first.next().told() + new Told(await(later("b"))).told());
      }
      //// a local class that captures what each round has anew, for that round
      @Async
      Future<String> run(int n) {
        var text = "";
        for (int i = 0; i < n; i++) {
          var part = await(later(i));
          class Part { String text() { return part + ";" + n; } }
          text += new Part().text();
        }
        return end(text);
      }
      //// a local that is assigned and captured in branches, and needed after an await
      @Async
      Future<String> run(int n) {
        int x;
        Supplier<Integer> got;
        if (n > 1) {
          x = n;
          got = () -> x + 1;
        } else {
          x = -n;
          if (n == 0) got = () -> 0;
          else {
            got = () -> new Object() { int get() { return x * 2; } }.get();
          }
        }
        var text = got.get() + await(later(";"));
        return end(text + x + got.get());
      }
      //// a guard that captures a local
      @Async
      Future<String> run(int n) {
        Object o = await(later((Object) n));
        switch (o) {
          case Integer i when Optional.of(i).filter(one -> one < n + 1).isPresent() -> log.add("i" + await(later(i)));
          default -> log.add("other");
        }
        return end(n);
      }
      //// a local that is captured and negated in one statement
      @Async
      Future<String> run(int n) {
        for (int k : Optional.of(-n).map(one -> List.of(one, one + n)).get()) log.add("" + k);
        await(later(n));
        Supplier<Integer> got = n < 0 ? () -> n : () -> ~n;
        return end(n + got.get());
      }
      //// a guard that sees a local which needs no field
      @Async
      Future<String> run(int n) {
        int limit = n;
        switch ((Object) (2 * n)) {
          case Integer i when i > limit -> log.add(i + " above " + limit);
          default -> {
            if (await(later(n > 0))) log.add("waited");
          }
        }
        return end(n);
      }
      //// interfaces, enums and records
      @Async
      Future<String> run(int n) {
        Named named = () -> "named " + n;
        return end(await(named.twice("t")) + await(Level.HIGH.up(n)) + await(new Point(1).moved(n)));
      }
      interface Named {
        String name();
        @Async
        default <A> Future<A> twice(A value) {
          var first = await(same(value));
          if (this.name().isEmpty() || name().isEmpty()) return same(first);
          return same(await(same(first)));
        }
        @Async
        static <A> Future<A> same(A value) {
          return _ -> Polled.ready(value);
        }
      }
      enum Level {
        LOW, HIGH;
        @Async
        Future<String> up(int n) {
          return end(await(Named.same(ordinal() + n)) + name());
        }
      }
      record Point(int x) {
        @Async
        Future<String> moved(int by) {
          return end(new Point(x + await(Named.same(by))));
        }
      }
      //// definite assignment over branches
      @Async
      Future<String> run(int n) {
        final int x;
        String y;
        if (n > 1) {
          x = await(later(1));
          y = "a";
        } else {
          x = 2;
          y = await(later("b"));
        }
        int z;
        if (x == 1) z = 3;
        else z = 4;
        log.add("" + z);
        int w = z = 5;
        if (await(later(w > 4))) {
          int v = w;
          if (await(later(v > 9))) return end(v);
          v = (v = seen(8)) + 1;
        }
        return end(x + y + z);
      }
      //// a local that is written before the await and overwritten after it
      @Async
      Future<String> run(int n) {
        int temporary = n * 2;
        log.add("" + temporary);
        var got = await(later("g"));
        temporary = 7;
        return end(got + temporary);
      }
      //// arguments that change
      @Async
      Future<String> run(int n) {
        int m = n;
        n += await(later(2));
        n++;
        while (n-- > 0) m += await(later(n));
        return end(m + " " + n);
      }
      //// numbers of all kinds
      @Async
      Future<String> run(int n) {
        long l = 1L << 40;
        double d = 0.5;
        float f = 1.5f;
        short s = 3;
        byte b = 4;
        char c = 'c';
        boolean t = true;
        s += await(later(1));
        b *= await(later(2));
        c += await(later(1));
        f /= await(later(2));
        d -= await(later(3));
        l |= await(later(1));
        t &= await(later(false));
        Integer boxed = 5;
        boxed += await(later(n));
        boxed++;
        return end(l + " " + d + f + s + b + c + t + boxed);
      }
      //// an endless loop that stays, after an await
      @Async
      Future<String> run(int n) {
        if (await(later(n > 1))) {
          await(later("y"));
        } else {
          int i = 0;
          while (true) {
            if (i++ > 3) return end("loop " + i);
          }
        }
        return end("after");
      }
      """;
}

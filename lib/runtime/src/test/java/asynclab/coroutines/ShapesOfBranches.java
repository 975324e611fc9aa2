package asynclab.coroutines;

/// Loops, `if` and `switch`.
final class ShapesOfBranches {
  private ShapesOfBranches() {}

  static final String ALL =
      """
      //// loops of all kinds
      @Async
      Future<String> run(int n) {
        int sum = 0;
        for (int i = 0, j = 10; i < n; i++, j--) sum += await(later(i * j));
        int k = 0;
        while (k < n) {
          if (k++ == 1) continue;
          sum += await(later(k));
        }
        do {
          sum += await(later(100));
          if (sum > 500) break;
        } while (await(later(sum < 300)));
        for (;;) {
          if (await(later(sum++ > 305))) break;
        }
        return end(sum);
      }
      //// for each
      @Async
      Future<String> run(int n) {
        var text = "";
        for (var s : new String[] {"a", "b", "c"}) {
          if (s.equals("b")) continue;
          text += s + await(later(s));
        }
        for (int i : List.of(1, 2, 3)) text += await(later(i + n));
        for (var e : Map.of("k", n).entrySet()) text += e.getKey() + await(later(e.getValue()));
        for (var x : await(later(List.of(7, 8)))) text += x;
        all:
        for (var x : await(later(List.of(7, 8)))) {
          for (int i = 0; i < 2; i++) if (i == n) continue all;
          text += x;
        }
        for (long wide : new int[] {1, 2}) text += await(later(wide));
        return end(text);
      }
      //// labels
      @Async
      Future<String> run(int n) {
        var text = "";
        outer:
        for (int i = 0; i < 4; i++) {
          for (int j = 0; j < 4; j++) {
            if (j == 2) continue outer;
            if (i == n) break outer;
            text += await(later(i + "." + j + " "));
            for (int k = 0; k < 3; k++) {
              if (k == 1 && j == 1) continue outer;
              if (i == 3) break outer;
              text += k;
            }
          }
        }
        block: {
          if (n > 1) break block;
          text += await(later("in"));
        }
        return end(text);
      }
      //// a loop that stays, left by a jump
      @Async
      Future<String> run(int n) {
        var text = "";
        again:
        while (text.length() < 20) {
          text += await(later("x"));
          for (int i = 0; i < 5; i++) {
            if (i == n) continue again;
            if (text.length() > 9) break again;
            switch (i) {
              case 3:
                continue;
              case 4:
                return end("returned " + text);
              default:
                text += i;
            }
          }
        }
        return end(text);
      }
      //// if in all forms
      @Async
      Future<String> run(int n) {
        String s;
        if (n == 0) s = await(later("zero"));
        else if (await(later(n == 1))) s = "one";
        else if (n == 2 || await(later(n == 5))) {
          s = "two or five";
        } else {
          s = "other";
        }
        if (await(later(n)) > 1) s += "!";
        else s += "?";
        if (n > 0 && await(later(true))) return end(s + "early");
        return end(s);
      }
      //// old switches fall through
      @Async
      Future<String> run(int n) {
        var text = "";
        switch (n) {
          case 0:
            text += await(later("zero"));
          case 1:
          case 2: {
            text += "low";
            break;
          }
          default:
            int x = await(later(3));
            text += x;
        }
        switch (await(later(n))) {
          case 1:
            text += "one";
            break;
          case 5:
            text += "five";
          default:
        }
        switch (n) {
          case 1 -> text += await(later("arrow"));
          case 2 -> { if (text.isEmpty()) break; text += await(later("block")); }
          case 5 -> throw new IllegalStateException(await(later("five")));
          default -> {}
        }
        return end(text);
      }
      //// switch expressions
      @Async
      Future<String> run(int n) {
        var color = Color.values()[n % 3];
        String s = switch (color) {
          case RED -> await(later("red"));
          case GREEN -> seen("green");
          case BLUE -> {
            var t = await(later("b"));
            if (n == 5) yield t + "five";
            for (int i = 0; i < 3; i++) if (i == n) yield "loop";
            yield t;
          }
        };
        int k = seen(1) + switch (n) {
          case 0, 1:
            yield await(later(10));
          default:
            if (n == 2) yield 20;
            yield await(later(30));
        };
        return end(s + k + switch (await(later(n))) { case 0 -> "z"; default -> "nz"; });
      }
      //// patterns
      @Async
      Future<String> run(int n) {
        Object o = switch (n) { case 0 -> "text"; case 1 -> new Pair(1, "b"); case 2 -> new Circle(3); default -> 4L; };
        String s = switch (o) {
          case String t when t.length() > 10 -> "long";
          case String t -> t + await(later(t));
          case Pair(Integer a, String b) -> await(later(b)) + a;
          case Circle c when c.r() == n + 1 -> "circle " + await(later(c.r())) + c;
          case Long l -> { await(later(l)); yield "" + l; }
          default -> "none";
        };
        Shape shape = n > 1 ? new Circle(n) : new Square(n);
        switch (shape) {
          case Circle(var r) -> s += await(later(r)) + r;
          case Square q -> s += q.side() + await(later(q.side()));
        }
        if (o instanceof String t && await(later(t.length() > 1))) s += t;
        if (!(o instanceof Pair p)) return end(s);
        s += await(later("p"));
        return end(s + p.a());
      }
      //// variables of patterns that get another value
      @Async
      Future<String> run(int n) {
        Object o = n > 1 ? new Circle(n) : (Object) n;
        var text = "";
        switch (o) {
          case Circle(int r) -> {
            text += await(later("c"));
            var sum = n + (r = 5) + r;
            text += sum;
          }
          default -> log.add("other");
        }
        if (!(o instanceof Integer i)) return end(text + await(later("!")));
        i = i + 1;
        log.add("" + i);
        await(later(1));
        i = 7;
        Supplier<Object> kept = () -> o instanceof Integer j && j > 0 ? j : "none";
        return end(text + n + i + kept.get());
      }
      //// a guard sees what its case binds, though that goes on into another state
      @Async
      Future<String> run(int n) {
        Object o = n == 1 ? (Object) 7 : n;
        var text = "";
        switch (o) {
          case Integer i when i > n -> text = "large " + i;
          case Integer i -> text = "small " + i + await(later(i));
          default -> text = "none";
        }
        return end(text);
      }
      //// patterns in loops
      @Async
      Future<String> run(int n) {
        Object o = n;
        var text = "";
        while (!(o instanceof String done)) {
          text += await(later(o));
          o = o instanceof Integer i && i > 0 ? (Object) (i - 1) : "done";
        }
        text += done;
        while (o instanceof String s && s.length() < 7) {
          o = s + await(later("+")) + s.length();
        }
        return end(text + o + await(later(done)));
      }
      //// a null selector
      @Async
      Future<String> run(int n) {
        String s = n > 1 ? null : "s";
        var t = switch (s) { case null -> await(later("null")); case "s" -> "s"; default -> "d"; };
        switch (n == 5 ? null : "q") {
          case "q" -> await(later(1));
          default -> await(later(2));
        }
        return end(t);
      }
      """;
}

package asynclab.coroutines;

/// `try` in all its forms.
final class ShapesOfTries {
  private ShapesOfTries() {}

  static final String ALL =
      """
      //// try and catch
      @Async
      Future<String> run(int n) {
        var text = "";
        try {
          text += await(later("a"));
          if (n > 0) text += await(this.<String>fails(new IllegalStateException("f" + n)));
          text += "b";
        } catch (IllegalArgumentException e) {
          text += "never";
        } catch (IllegalStateException | NullPointerException e) {
          text += e.getMessage() + await(later("caught"));
          if (n == 5) throw new RuntimeException("thrown by catch", e);
        }
        return end(text);
      }
      //// what no catch wants goes on
      @Async
      Future<String> run(int n) {
        try {
          try {
            await(this.<String>fails(new IllegalStateException("inner")));
          } catch (IllegalArgumentException e) {
            log.add("wrong");
          } finally {
            log.add("finally");
          }
        } catch (RuntimeException e) {
          return end("outer " + e.getMessage());
        }
        return end("none");
      }
      //// finally runs once on every way
      @Async
      Future<String> run(int n) {
        for (int i = 0; i < 4; i++) {
          try {
            log.add("try " + await(later(i)));
            if (i == n) continue;
            if (i + 1 == n) break;
            if (n == 5 && i == 2) return end("returned");
            if (n == 0 && i == 2) throw new IllegalStateException("thrown");
          } finally {
            log.add("finally " + await(later("f" + i)));
          }
        }
        return end("after");
      }
      //// finally without an await in it
      @Async
      Future<String> run(int n) {
        int x = 1;
        try {
          x = await(later(2));
          if (n == 1) return end(x);
          x = 3;
          if (n == 2) throw new IllegalStateException("" + x);
        } finally {
          log.add("x " + x);
        }
        return end("after " + x);
      }
      //// a finally that leaves by itself
      @SuppressWarnings("finally")
      @Async
      Future<String> run(int n) {
        for (int i = 0; ; i++) {
          try {
            await(this.<String>fails(new IllegalStateException("lost")));
          } finally {
            if (i == n) return end("finally wins");
            if (i < n) continue;
          }
        }
      }
      //// a failure in finally replaces the first
      @Async
      Future<String> run(int n) {
        try {
          try {
            await(later(1));
            if (n > 0) throw new IllegalStateException("first");
          } finally {
            if (n > 1) await(this.<String>fails(new IllegalArgumentException("second")));
            log.add("inner");
          }
        } catch (RuntimeException e) {
          return end(e.getMessage());
        } finally {
          log.add("outer " + await(later("o")));
        }
        return end("fine");
      }
      //// nested finally blocks and jumps through them
      @Async
      Future<String> run(int n) {
        outer:
        for (int i = 0; i < 3; i++) {
          try {
            for (int j = 0; j < 3; j++) {
              try {
                await(later(i + "." + j));
                if (j == n) continue outer;
                if (i == n - 1) break outer;
                if (i + j == n) return end("r" + i + j);
              } finally {
                log.add("f1 " + await(later("w")));
              }
            }
          } finally {
            log.add("f2");
            await(later("v"));
          }
        }
        return end("out");
      }
      //// try with resources
      @Async
      Future<String> run(int n) throws Exception {
        var text = "";
        try (var a = resource(await(later("a")));
            var b = n == 2 ? null : resource("b")) {
          text += await(later("body"));
          if (n == 1) return end("early " + a.getClass().isInterface() + (b == null));
          if (n == 5) await(this.<String>fails(new IllegalStateException("five")));
        } catch (IllegalStateException e) {
          text += e.getMessage() + e.getSuppressed().length;
        } finally {
          text += await(later("f"));
        }
        return end(text);
      }
      //// closing fails
      @Async
      Future<String> run(int n) throws Exception {
        AutoCloseable bad = () -> { throw new IllegalArgumentException("close"); };
        try (bad; var _ = resource("r")) {
          await(later("x"));
          if (n > 1) throw new IllegalStateException("body");
        } catch (RuntimeException e) {
          return end(e.getMessage() + Arrays.toString(e.getSuppressed()));
        }
        return end("not here");
      }
      //// a finally that failed before is entered without a failure
      @Async
      Future<String> run(int n) {
        var text = "";
        for (int i = 0; i < 3; i++) {
          try {
            try {
              text += await(later(i));
              if (i == n) throw new IllegalStateException("at " + i);
            } finally {
              text += await(later("f"));
            }
            text += "went on";
          } catch (IllegalStateException e) {
            text += e.getMessage();
          }
        }
        return end(text);
      }
      //// a try that stays, but is left by a jump
      @Async
      Future<String> run(int n) {
        var text = "";
        for (int i = 0; i < 4; i++) {
          text += await(later(i));
          try {
            if (i == n) continue;
            if (i > n) break;
            if (n == 5 && i == 3) return end(text);
          } finally {
            log.add("finally " + i);
          }
          try {
            if (i == 1) throw new IllegalStateException();
          } catch (IllegalStateException e) {
            continue;
          }
          synchronized (this) {
            if (i == 2) continue;
            text += "s";
          }
        }
        return end(text);
      }
      //// a finally that stays comes before the returned future is asked
      @Async
      Future<String> run(int n) {
        try {
          return _ -> { log.add("asked"); return Polled.ready("r"); };
        } finally {
          log.add("finally");
        }
      }
      //// a returned failure is not caught by the method
      @Async
      Future<String> run(int n) {
        try {
          await(later(1));
          return fails(new IllegalStateException("returned"));
        } catch (IllegalStateException e) {
          return end("wrong");
        }
      }
      //// an await in a loop in a catch in a loop
      @Async
      Future<String> run(int n) {
        int tries = 0;
        while (true) {
          try {
            tries++;
            if (tries <= n) throw new IllegalStateException("try " + tries);
            return end(await(later(tries)));
          } catch (IllegalStateException e) {
            for (int i = 0; i < tries; i++) log.add(e.getMessage() + await(later(i)));
          }
        }
      }
      """;
}

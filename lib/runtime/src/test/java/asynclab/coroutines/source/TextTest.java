package asynclab.coroutines.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/// The text of machines, as a reader meets it.
class TextTest {
  private static final String HEAD =
      """
      import static asynclab.coroutines.Coroutine.await;

      import asynclab.coroutines.Async;
      import asynclab.futures.Future;
      import java.util.List;

      static Future<String> get(String path) { return waker -> asynclab.futures.Polled.ready(path); }
      """;

  @Test
  void straight() {
    assertMachine(
        """
        @Async
        Future<Integer> both(String base) {
          var first = await(get(base + "/a"));
          // the second after the first
          var second = await(get(base + "/b"));
          var sum = first.length() + second.length();
          return _ -> asynclab.futures.Polled.ready(sum);
        }
        """,
        """
        @Origin(method = "both", lines = {9, 10, 12})
        final class Both extends Coroutine<Integer> {
          private final String base;
          private String first;

          Both(String base) {
            this.base = base;
          }

          @Override
          protected Polled<Integer> resume(Waker waker) throws Throwable {
            while (true) {
              switch (state) {
                case 0 -> { // line 9: the beginning
                  awaiting(get(base + "/a"));
                  state = 1;
                }
                case 1 -> { // line 10: await(get(base + "/a"))
                  if (isPending(waker)) return Polled.pending();
                  first = awaited();
                  // the second after the first
                  awaiting(get(base + "/b"));
                  state = 2;
                }
                case 2 -> { // line 12: await(get(base + "/b"))
                  if (isPending(waker)) return Polled.pending();
                  String second = awaited();
                  int sum = first.length() + second.length();
                  return tail(_ -> asynclab.futures.Polled.ready(sum));
                }
                default -> throw new IllegalStateException("no such state: " + state);
              }
            }
          }
        }
        """);
  }

  @Test
  void a_finished_future_that_is_returned_is_the_end_itself() {
    assertReturned("return Polled.ready(s);", "return Future.ready(s);");
    assertReturned("return Polled.<String>ready(null);", "return (Future.<String>ready(null));");
    assertReturned("return Polled.failed(new Error(s));", "return Future.failed(new Error(s));");
    assertReturned(
        "return Polled.ready(this.<String>awaited());", "return Future.ready(await(get(s)));");
    assertReturned("return tail(get(s));", "return get(s);");
    assertReturned(
        "return tail(n > 1 ? Future.ready(s) : get(s));",
        "return n > 1 ? Future.ready(s) : get(s);");
  }

  private static void assertReturned(String expected, String statement) {
    var method = "@Async Future<String> f(int n) { var s = await(get(\"a\")); await(get(s)); %s }";
    var text = Corofy.rewrite(HEAD + method.formatted(statement)).source();

    var returns = text.lines().map(String::strip).filter(l -> l.startsWith("return ")).toList();

    assertEquals(expected, returns.getLast());
  }

  @Test
  void a_loop() {
    assertMachine(
        """
        @Async
        Future<String> all(int n) {
          var all = "";
          for (int i = 0; i < n; i++) {
            if (i == 2) continue;
            var page = await(get("/" + i));
            for (var c : page.toCharArray()) all += c;
          }
          return get(all);
        }
        """,
        """
        @Origin(method = "all", lines = {9, 11, 13, 11})
        final class All extends Coroutine<String> {
          private final int n;
          private String all;
          private int i;

          All(int n) {
            this.n = n;
          }

          @Override
          protected Polled<String> resume(Waker waker) throws Throwable {
            while (true) {
              switch (state) {
                case 0 -> { // line 9: the beginning
                  all = "";
                  i = 0;
                  state = 1;
                }
                case 1 -> { // line 11: for
                  if (i < n) {
                    if (i == 2) {
                      state = 3;
                      continue;
                    }
                    awaiting(get("/" + i));
                    state = 2;
                  } else {
                    return tail(get(all));
                  }
                }
                case 2 -> { // line 13: await(get("/" + i))
                  if (isPending(waker)) return Polled.pending();
                  String page = awaited();
                  for (var c : page.toCharArray()) all += c;
                  state = 3;
                }
                case 3 -> { // line 11: the next round
                  i++;
                  state = 1;
                }
                default -> throw new IllegalStateException("no such state: " + state);
              }
            }
          }
        }
        """);
  }

  @Test
  void a_branch() {
    assertMachine(
        """
        @Async
        Future<String> either(boolean first) {
          String page;
          if (first) {
            page = await(get("/a"));
          } else {
            page = await(get("/b"));
          }
          return get(page);
        }
        """,
        """
        @Origin(method = "either", lines = {9, 12, 14, 11})
        final class Either extends Coroutine<String> {
          private final boolean first;

          Either(boolean first) {
            this.first = first;
          }

          @Override
          protected Polled<String> resume(Waker waker) throws Throwable {
            String page = null;
            while (true) {
              switch (state) {
                case 0 -> { // line 9: the beginning
                  if (first) {
                    awaiting(get("/a"));
                    state = 1;
                  } else {
                    awaiting(get("/b"));
                    state = 2;
                  }
                }
                case 1 -> { // line 12: await(get("/a"))
                  if (isPending(waker)) return Polled.pending();
                  page = awaited();
                  state = 3;
                }
                case 2 -> { // line 14: await(get("/b"))
                  if (isPending(waker)) return Polled.pending();
                  page = awaited();
                  state = 3;
                }
                case 3 -> { // line 11: after if
                  return tail(get(page));
                }
                default -> throw new IllegalStateException("no such state: " + state);
              }
            }
          }
        }
        """);
  }

  @Test
  void without_an_await_there_is_one_state_and_no_loop() {
    assertMachine(
        """
        @Async
        Future<String> lazy(String path) {
          System.out.println("now");
          return get(path);
        }
        """,
        """
        @Origin(method = "lazy", lines = {9})
        final class Lazy extends Coroutine<String> {
          private final String path;

          Lazy(String path) {
            this.path = path;
          }

          @Override
          protected Polled<String> resume(Waker waker) throws Throwable {
            System.out.println("now");
            return tail(get(path));
          }
        }
        """);
  }

  @Test
  void the_imports_are_those_that_a_machine_needs() {
    var text = Corofy.rewrite(HEAD + "@Async Future<String> f() { return get(await(get(\"\"))); }");

    assertEquals(
        List.of(
            "import asynclab.coroutines.Coroutine;",
            "import asynclab.coroutines.Origin;",
            "import asynclab.futures.Future;",
            "import asynclab.futures.Polled;",
            "import asynclab.futures.Waker;",
            "import java.util.List;"),
        text.source().lines().filter(line -> line.startsWith("import")).toList());
  }

  @Test
  void a_text_without_coroutines_stays_as_it_is() {
    var text = "class A { // await(x)\n  String s = \"@Async\";\n}\n";

    assertEquals(text, Corofy.rewrite(text).source());
  }

  /// The machine of a method is this text.
  static void assertMachine(String method, String machine) {
    var source = Corofy.rewrite(HEAD + method).source();

    assertEquals(machine, source.substring(source.indexOf("@Origin")));
  }
}

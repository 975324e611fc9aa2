package asynclab.coroutines.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Imports that stand in the settings and not in the text, as a notebook has them.
class ImportsTest {
  private static final Corofy COROFY =
      new Corofy()
          .withImports(
              List.of(
                  "import static asynclab.coroutines.Coroutine.await;",
                  "import asynclab.coroutines.Async;",
                  "import asynclab.futures.Future;"));

  private static final String METHOD =
      """
      @Async
      Future<String> f(Future<String> x) {
        return x;
      }
      """;

  private static final String MACHINE =
      """
      Future<String> f(Future<String> x) {
        return new F(x);
      }

      @Origin(method = "f", lines = {%d})
      final class F extends Coroutine<String> {
        private final Future<String> x;

        F(Future<String> x) {
          this.x = x;
        }

        @Override
        protected Polled<String> resume(Waker waker) throws Throwable {
          return tail(x);
        }
      }
      """;

  private static final String NEEDED =
      """
      import asynclab.coroutines.Coroutine;
      import asynclab.coroutines.Origin;
      import asynclab.futures.Polled;
      import asynclab.futures.Waker;
      """;

  @Test
  void loose_methods() {
    assertEquals(NEEDED + "\n" + MACHINE.formatted(2), COROFY.apply(METHOD).source());
  }

  @Test
  void loose_methods_behind_an_import_of_their_own() {
    var own = "import java.util.List;\n\n";

    assertEquals(NEEDED + own + MACHINE.formatted(4), COROFY.apply(own + METHOD).source());
  }

  @Test
  void loose_methods_that_say_the_same_imports_once_more() {
    var again = String.join("\n", COROFY.imports()) + "\n\n";

    assertEquals(
        List.of(
            "import asynclab.coroutines.Coroutine;",
            "import asynclab.coroutines.Origin;",
            "import asynclab.futures.Future;",
            "import asynclab.futures.Polled;",
            "import asynclab.futures.Waker;"),
        COROFY.apply(again + METHOD).source().lines().takeWhile(it -> !it.isEmpty()).toList());
  }

  @Test
  void a_class_beside_loose_methods() {
    var page = "record Page(String text) {}\n\n";

    assertEquals(NEEDED + "\n" + page + MACHINE.formatted(4), COROFY.apply(page + METHOD).source());
  }

  @Test
  void a_class_alone() {
    var source = COROFY.apply("class A {\n" + METHOD + "}\n").source();

    assertEquals(NEEDED + "\nclass A {\n" + MACHINE.formatted(3) + "}\n", source);
  }

  @Test
  void a_class_in_a_package() {
    var source = COROFY.apply("package p;\n\nclass A {\n" + METHOD + "}\n").source();

    var expected = "package p;\n\n" + NEEDED + "\nclass A {\n" + MACHINE.formatted(5) + "}\n";
    assertEquals(expected, source);
  }

  @Test
  void a_text_without_coroutines_stays_as_it_is() {
    assertEquals("int two() { return 2; }", COROFY.apply("int two() { return 2; }").source());
  }

  @Test
  void an_error_is_told_where_it_stands_in_the_text() {
    var text = "class A {\n  Future<String> f() { return unknown; }\n}\n";

    var refused = assertThrows(CorofyException.class, () -> COROFY.apply(text));

    var first = refused.problems().getFirst();
    assertEquals("2:31", first.line() + ":" + first.column());
  }
}

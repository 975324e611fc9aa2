package asynclab.coroutines.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What cannot be rewritten is refused at its place; `^` marks it in these texts.
class RefusedTest {
  private static final String HEAD =
      """
      import asynclab.coroutines.Async;
      import asynclab.futures.Future;
      import asynclab.futures.Polled;
      import static asynclab.coroutines.Coroutine.await;
      static Future<String> get() { return _ -> Polled.ready("x"); }
      """;

  private static final String ASYNC = "@Async Future<String> f() ";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ synchronized (this) { ^await(get()); } return get(); }"
            + "| await inside synchronized: the lock belongs to the thread",
        "{ Runnable r = () -> { ^await(get()); }; return get(); }"
            + "| await inside a lambda: the lambda is a method of its own",
        "{ new Object() { String s() { return ^await(get()); } }; return get(); }"
            + "| await in s, which is no coroutine: mark it @Async and let it return a Future",
        "{ new Object() { String s = ^await(get()); }; return get(); }"
            + "| await in the initializer of field s of a class without a name",
        "{ class A { A() { ^await(get()); } } return get(); }"
            + "| await in a constructor: an object half made cannot wait",
        "{ class A { static { ^await(get()); } } return get(); }"
            + "| await in an initializer block: no method is there to be left",
        "{ switch (get().toString()) { case String s when ^await(get()) == s -> {} default -> {} }"
            + " return get(); }| await in the guard of a case",
        "{ assert ^await(get()) != null; return get(); }| await in an assert",
        "{ java.util.function.Function<Future<String>, String> g = ^asynclab.coroutines.Coroutine"
            + "::await; return get(); }| await as a method reference would run later",
        "{ for (int i = 0; i < 2; i++) { int j = i; ^class A { int a() { return j; } }"
            + " await(get()); new A(); } return get(); }"
            + "| class A captures a local, in a loop that waits after it: hand the local to its"
            + " constructor",
        "{ java.util.Objects.equals(^java.util.List.of(1, \"x\").get(0), await(get())); return get(); }"
            + "| java.util.List.of(1, \"x\").get(0) is evaluated before an await and used after it, and"
            + " its type has no name: put it into a variable with a type first",
        "{ int x; Object o = (x = 1) + \"\" + java.util.Optional.of(1).map(y -> ^x + y); await(get());"
            + " if (x > 0) return get(); return get(); }"
            + "| x is assigned and captured in one statement: make two of it",
        "{ new Object() { ^@Async Future<String> g() { return get(); } }; return get(); }"
            + "| g stands inside of another coroutine",
      })
  void an_await_where_none_can_be_is_refused_at_its_place(String body, String message) {
    assertRefused(ASYNC + body, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Future<String> f() { ^await(get()); return get(); }"
            + "| await in f, which is no coroutine: mark it @Async",
        "String f() { return ^await(get()); }"
            + "| await in f, which is no coroutine: mark it @Async and let it return a Future",
        "^@Async String f() { return \"\"; }"
            + "| f is marked @Async and has to return a Future<…>",
        "^@Async synchronized Future<String> f() { return get(); }"
            + "| f is synchronized: its lock belongs to the thread",
        "interface I { ^@Async Future<String> f(); }| f is marked @Async and has no body",
        "String s = ^await(get());| await in the initializer of field s of Loose",
      })
  void a_method_that_can_be_no_coroutine_is_refused(String method, String message) {
    assertRefused(method, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ int n = ^\"text\"; return get(); }| incompatible types",
        "{ return ^got(); }| cannot find symbol",
        "{ ^return get() }| ';' expected",
        "{ try { await(get()); } ^catch (java.io.IOException e) {} return get(); }"
            + "| exception java.io.IOException is never thrown",
      })
  void what_is_no_java_is_told_by_javac(String body, String message) {
    var text = HEAD + ASYNC + body.replace("^", "");

    var refusal = assertThrows(CorofyException.class, () -> Corofy.rewrite(text));

    assertEquals(6, refusal.problems().get(0).line());
    assertStarts(message, refusal);
  }

  private static void assertRefused(String marked, String message) {
    var text = HEAD + marked.replace("^", "");

    var refusal = assertThrows(CorofyException.class, () -> Corofy.rewrite(text));

    var problem = refusal.problems().get(0);
    assertEquals("6:" + (marked.indexOf('^') + 1), problem.line() + ":" + problem.column());
    assertStarts(message, refusal);
  }

  private static void assertStarts(String message, CorofyException refusal) {
    var told = refusal.problems().get(0).message();
    assertEquals(message, told.substring(0, Math.min(told.length(), message.length())));
  }
}

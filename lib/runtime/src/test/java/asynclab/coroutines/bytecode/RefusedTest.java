package asynclab.coroutines.bytecode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import asynclab.coroutines.Compiled;
import asynclab.coroutines.source.Corofy;
import asynclab.coroutines.source.CorofyException;
import java.lang.classfile.ClassFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What cannot be woven is refused: at its line, and in the words of the rewriter of text.
class RefusedTest {
  private static final String HEAD =
      """
      import asynclab.coroutines.Async;
      import asynclab.futures.Future;
      import asynclab.futures.Polled;
      import static asynclab.coroutines.Coroutine.await;
      public class T {
      static Future<String> get() { return _ -> Polled.ready("x"); }
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@Async Future<String> f() { synchronized (this) { await(get()); } return get(); }",
        "@Async Future<String> f() { synchronized (get()) { try { await(get()); } finally { f(); } }"
            + " return get(); }",
        "@Async Future<String> f() { Runnable r = () -> { await(get()); }; return get(); }",
        "@Async Future<String> f() { java.util.function.Function<Future<String>, String> g ="
            + " asynclab.coroutines.Coroutine::await; return get(); }",
        "@Async synchronized Future<String> f() { return get(); }",
        "Future<String> f() { await(get()); return get(); }",
        "String f() { return await(get()); }",
        "T() { await(get()); }",
        "static { await(get()); }",
      })
  void both_ways_refuse_in_the_same_words(String method) {
    var text = HEAD + method + "\n}\n";

    var refusal = assertThrows(WeaveException.class, () -> weave(text)).refusals().getFirst();

    var asText = assertThrows(CorofyException.class, () -> Corofy.rewrite(text)).problems().get(0);
    assertEquals(
        asText.line() + ": " + asText.message(), refusal.line() + ": " + refusal.message());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@Async String f() { return \"\"; }",
        "@Async native Future<String> f();",
      })
  void a_method_that_can_be_no_coroutine_has_no_line(String method) {
    var text = HEAD + method + "\n}\n";

    var refusal = assertThrows(WeaveException.class, () -> weave(text)).refusals().getFirst();

    var asText = assertThrows(CorofyException.class, () -> Corofy.rewrite(text)).problems().get(0);
    assertEquals(asText.message(), refusal.message());
  }

  @Test
  void all_are_told_each_with_its_method() {
    var text =
        HEAD
            + """
            @Async Future<String> f() { Runnable r = () -> { await(get()); }; return get(); }
            String g() {
              return await(get());
            }
            }
            """;

    var refusal = assertThrows(WeaveException.class, () -> weave(text));

    assertEquals(
        """
        T.g, line 9: await in g, which is no coroutine: mark it @Async and let it return a Future<…>
        T.f, line 7: await inside a lambda: the lambda is a method of its own, and not a coroutine; \
        await outside of it, or make it a method marked @Async\
        """,
        refusal.getMessage());
  }

  @Test
  void a_method_whose_jumps_would_be_too_long_is_refused() {
    var text =
        HEAD + "@Async Future<String> f() {\n" + "await(get());\n".repeat(500) + "return get(); }}";

    var refusal = assertThrows(WeaveException.class, () -> weave(text));

    assertEquals(
        "T.f, line 8: f is too long for jumps to reach its end: split it", refusal.getMessage());
  }

  @Test
  void a_class_of_java_6_is_refused() {
    var compiled =
        new Compiled(HEAD + "@Async Future<String> f() { return get(); }\n}").classFile("T");
    var context = ClassFile.of();
    var old =
        context.transformClass(
            context.parse(compiled),
            (builder, element) ->
                builder.with(
                    element instanceof java.lang.classfile.ClassFileVersion
                        ? java.lang.classfile.ClassFileVersion.of(50, 0)
                        : element));

    var refusal = assertThrows(WeaveException.class, () -> Weaver.weave(old));

    assertEquals(
        "T.f, line 7: f was compiled for Java 6 or older: compile it anew", refusal.getMessage());
  }

  private static void weave(String text) {
    Weaver.weave(new Compiled(text).classFile("T"));
  }
}

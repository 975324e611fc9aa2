package asynclab.coroutines.bytecode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import asynclab.coroutines.Compiled;
import asynclab.futures.Future;
import asynclab.futures.Ready;
import asynclab.futures.Waker;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a woven class is like from outside.
class WeaverTest {
  private static final String HEAD =
      """
      import asynclab.coroutines.Async;
      import asynclab.futures.*;
      import static asynclab.coroutines.Coroutine.await;
      public class T extends asynclab.coroutines.bytecode.Turns {
      """;

  @Test
  void a_machine_tells_where_it_stands_and_keeps_only_what_is_needed() throws Exception {
    var future =
        run(
            """
            @Async public Future<String> run(int n) {
              var word = "kept";
              long wide = n + 1L;
              await(next);
              log.add(word);
              await(next);
              return Future.ready("end " + wide + n);
            }
            """);
    var told = new StringBuilder(future + "\n");

    for (var polls = 0; polls < 3; polls++) {
      future.poll(Waker.NONE);
      told.append(future).append('\n');
    }

    assertEquals(
        """
        run{state 0 at line 6, n=2, word=null, wide=0}
        run{state 1 at line 8, n=2, word=kept, wide=3}
        run{state 2 at line 10, n=2, word=null, wide=3}
        run{ended}
        """,
        told.toString());
  }

  @Test
  void going_on_makes_no_object() throws Exception {
    var future =
        run(
            """
            @Async public Future<String> run(int n) {
              var chars = "a";
              var count = 0L;
              while (n > 0) count += await(next).length() + chars.length() * await(next).length();
              return Future.ready("never");
            }
            """);
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    var least = Long.MAX_VALUE; // the first rounds also pay for what the JVM makes once
    for (var round = 0; round < 5; round++) {
      var before = threads.getCurrentThreadAllocatedBytes();
      for (var polls = 0; polls < 1000; polls++) future.poll(Waker.NONE);
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }

    assertEquals(0, least);
  }

  @Test
  void a_failure_carries_the_methods_that_await_it_and_no_plumbing() throws Exception {
    var future =
        run(
            """
            @Async public Future<String> run(int n) {
              return Future.ready("outer " + await(inner()));
            }
            @Async Future<String> inner() {
              await(next);
              return Future.ready(await(Future.<String>failed(new IllegalStateException("late"))));
            }
            """);
    future.poll(Waker.NONE);

    var ended = future.poll(Waker.NONE);

    var cause = ((Ready.Failure<?>) ended).cause();
    var awaiters = cause.getSuppressed()[0].getStackTrace();
    assertEquals(
        "[T.inner(T.java:10), T.run(T.java:6)]",
        Arrays.stream(awaiters).limit(2).map(Object::toString).toList().toString());
  }

  @Test
  void a_null_future_fails_outside_of_the_method_and_an_awaited_one_inside() throws Exception {
    var future =
        run(
            """
            @Async public Future<String> run(int n) {
              try {
                await(null);
              } catch (NullPointerException e) {
                log.add(e.getMessage());
              }
              try {
                return null;
              } catch (NullPointerException e) {
                return Future.ready("not caught here");
              }
            }
            """);

    var ended = future.poll(Waker.NONE);

    assertEquals(
        "the method returned null: a future is needed",
        ((Ready.Failure<?>) ended).cause().getMessage());
  }

  @Test
  void each_marked_method_has_a_machine_and_the_class_comes_first() {
    var woven =
        Weaver.weave(
            classFile(
                """
                @Async public Future<String> run(int n) { return Future.ready(await(next)); }
                @Async static Future<String> run(String s) { return Future.ready(s); }
                void plain() {}
                """));

    assertEquals(
        List.of("T", "T$run$Machine", "T$run2$Machine"),
        woven.stream().map(Weaver.Woven::name).toList());
  }

  @Test
  void what_is_woven_is_not_woven_again_and_nothing_is_made_of_a_class_without_a_mark() {
    var marked = classFile("@Async public Future<String> run(int n) { return next; }");
    var unmarked = classFile("public Future<String> run(int n) { return next; }");

    assertEquals(List.of(), Weaver.weave(Weaver.weave(marked).getFirst().classFile()));
    assertEquals(List.of(), Weaver.weave(unmarked));
  }

  @Test
  void the_bridge_of_a_generic_method_only_calls_it() throws Exception {
    var type =
        load(
            """
            interface Job<A> { Future<String> of(A a); }
            public static class Text implements Job<String> {
              @Override @Async public Future<String> of(String text) { return Future.ready(text); }
            }
            public Future<String> run(int n) { Job<String> job = new Text(); return job.of("x"); }
            """);

    assertEquals("x", end(run(type)).get());
    assertEquals("T$Text$of$Machine", run(type).getClass().getName());
  }

  @Test
  void a_method_without_an_await_begins_at_its_first_poll() throws Exception {
    var type =
        load(
            """
            @Async public Future<String> run(int n) {
              for (;;) { if (log.size() > n) return Future.ready("" + log); log.add("round"); }
            }
            """);

    assertEquals("[round, round, round]", end(run(type)).get());
  }

  @Test
  void a_lookup_defines_the_class_and_its_machines() throws Exception {
    var own = Weaver.class.getClassLoader().getResourceAsStream(path(Sample.class));
    var bytes = own.readAllBytes();
    var loader = new Defining();
    var first = loader.define(path(Anchor.class));
    var lookup =
        java.lang.invoke.MethodHandles.privateLookupIn(
            first, java.lang.invoke.MethodHandles.lookup());

    var type = Weaver.define(lookup, bytes);

    var future = (Future<?>) type.getMethod("twice", String.class).invoke(null, "s");
    assertEquals(
        "Ready.Value",
        future.poll(Waker.NONE).getClass().getCanonicalName().replaceAll(".*futures.", ""));
    assertThrows(LinkageError.class, () -> Weaver.define(lookup, bytes));
  }

  /// Something in the package, for a lookup.
  public static final class Anchor {
    private Anchor() {}
  }

  /// A class whose machine is defined by hand.
  public static final class Sample {
    private Sample() {}

    @asynclab.coroutines.Async
    public static Future<String> twice(String text) {
      return Future.ready(text + asynclab.coroutines.Coroutine.await(Future.ready(text)));
    }
  }

  private static final class Defining extends ClassLoader {
    Defining() {
      super(Weaver.class.getClassLoader());
    }

    Class<?> define(String path) throws java.io.IOException {
      var bytes = getParent().getResourceAsStream(path).readAllBytes();
      return defineClass(null, bytes, 0, bytes.length);
    }
  }

  private static String path(Class<?> type) {
    return type.getName().replace('.', '/') + ".class";
  }

  private static Ready<?> end(Future<?> future) {
    for (var polls = 0; polls < 100; polls++) {
      if (future.poll(Waker.NONE) instanceof Ready<?> ready) return ready;
    }
    throw new AssertionError(future);
  }

  private static byte[] classFile(String methods) {
    return new Compiled(HEAD + methods + "}").classFile("T");
  }

  private static Class<?> load(String methods) throws Exception {
    return new Compiled(HEAD + methods + "}").with(Weaver::weave).verified().loadClass("T");
  }

  private static Future<?> run(String methods) throws Exception {
    return run(load(methods));
  }

  private static Future<?> run(Class<?> type) throws Exception {
    var method = type.getMethod("run", int.class);
    assertEquals(false, Modifier.isStatic(method.getModifiers()));
    return (Future<?>) method.invoke(type.getConstructor().newInstance(), 2);
  }
}

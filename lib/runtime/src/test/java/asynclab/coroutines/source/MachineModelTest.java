package asynclab.coroutines.source;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/// A machine as data: what is drawn of it.
class MachineModelTest {
  private static final String HEAD =
      """
      import asynclab.coroutines.Async;
      import asynclab.futures.Future;
      import java.util.List;
      import static asynclab.coroutines.Coroutine.await;

      """;

  private static MachineModel of(String method) {
    return Corofy.rewrite(HEAD + method).machines().getFirst();
  }

  /// `3 at 9: await(page), keeps all`, a line for each state.
  private static String states(MachineModel model) {
    return model.states().stream()
        .map(state ->
            "%d at %d%s: %s, keeps %s"
                .formatted(
                    state.number(),
                    state.line(),
                    state.waits() ? " waits" : "",
                    state.text(),
                    String.join(" ", state.kept())))
        .collect(joining("\n"));
  }

  private static String edges(MachineModel model) {
    return model.edges().stream()
        .map(edge -> "%d -> %d %s".formatted(edge.from(), edge.to(), edge.label()).strip())
        .collect(joining("\n"));
  }

  private static final String LOOP =
      """
      @Async
      Future<String> all(List<Future<String>> pages, String unused) {
        var text = "";
        for (var page : pages) {
          text += await(page);
        }
        return Future.ready(text);
      }
      """;

  @Test
  void states_have_their_lines_in_the_text_and_what_is_needed_from_there_on() {
    assertEquals(
        """
        0 at 7: the beginning, keeps pages
        1 at 9: for, keeps text iterator
        2 at 10 waits: await(page), keeps text iterator\
        """,
        states(of(LOOP)));
  }

  @Test
  void a_loop_leads_back_and_its_end_leaves_the_method() {
    assertEquals(
        """
        0 -> 1
        1 -> 2 await
        1 -> -1 return
        2 -> 1\
        """,
        edges(of(LOOP)));
  }

  @Test
  void fields_are_the_arguments_and_the_locals_that_outlive_an_await_with_their_types() {
    var model = of(LOOP);

    assertEquals("all All 6", model.method() + " " + model.type() + " " + model.line());
    assertEquals(
        List.of("List<Future<String>> pages", "String unused", "String text"),
        model.fields().stream().limit(3).map(it -> it.type() + " " + it.name()).toList());
  }

  @Test
  void every_state_of_a_try_leads_to_its_handler() {
    var model =
        of(
            """
            @Async
            Future<String> sure(Future<String> page) {
              try {
                return Future.ready(await(page));
              } catch (IllegalStateException e) {
                return Future.ready(await(Future.ready("")));
              }
            }
            """);

    var failing =
        model.edges().stream()
            .filter(it -> it.label().equals("failure"))
            .map(it -> it.to())
            .toList();

    var handler =
        model.states().stream().filter(it -> it.text().equals("catch")).findFirst().orElseThrow();
    assertTrue(!failing.isEmpty() && failing.stream().allMatch(it -> it == handler.number()));
  }

  @Test
  void a_method_on_the_first_line_is_not_indented() {
    var corofy = new Corofy().withImports(List.of("import asynclab.coroutines.Async;"));

    var source =
        corofy.apply("@Async asynclab.futures.Future<Integer> one() { return null; }").source();

    assertTrue(source.contains("\nfinal class One extends Coroutine<Integer> {\n"), source);
  }

  @Test
  void what_the_settings_import_stays_out_of_the_text() {
    var corofy =
        new Corofy()
            .withImports(
                List.of(
                    "import asynclab.coroutines.Async;",
                    "import asynclab.futures.Future;",
                    "import java.util.*;",
                    "import static asynclab.coroutines.Coroutine.await;"));

    var rewritten =
        corofy.apply(
            """
            import java.time.Duration;

            @Async
            Future<String> wait(List<Future<Duration>> all) {
              return Future.ready("" + await(all.get(0)));
            }
            """);

    assertEquals(
        List.of(
            "import asynclab.coroutines.Coroutine;",
            "import asynclab.coroutines.Origin;",
            "import asynclab.futures.Polled;",
            "import asynclab.futures.Waker;",
            "import java.time.Duration;"),
        rewritten.source().lines().filter(line -> line.startsWith("import")).toList());
  }
}

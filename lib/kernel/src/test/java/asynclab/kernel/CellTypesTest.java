package asynclab.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import jdk.jshell.JShell;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CellTypesTest {
  private final JShell shell = JShell.builder().executionEngine("local").build();

  @AfterEach
  void close() {
    shell.close();
  }

  private void run(String... snippets) {
    for (var snippet : snippets) shell.eval(snippet);
  }

  @Test
  void a_class_comes_below_the_imports_that_it_names() {
    run(
        "// For queues.\nimport java.util.ArrayDeque;",
        "import java.util.ArrayList;",
        "import java.util.concurrent.*;",
        "import static java.lang.Math.max;",
        "class Pile { ArrayDeque<String> ready = new ArrayDeque<>(max(1, 2)); }");

    assertEquals(
        Optional.of(
            """
            import java.util.ArrayDeque;
            import static java.lang.Math.max;
            class Pile { ArrayDeque<String> ready = new ArrayDeque<>(max(1, 2)); }
            """),
        new CellTypes(shell).text("Pile"));
  }

  @Test
  void the_latest_text_counts() {
    run("class Pile { int one; }", "class Pile { int two; }");

    assertEquals(Optional.of("class Pile { int two; }\n"), new CellTypes(shell).text("Pile"));
  }

  @Test
  void one_that_does_not_compile_or_is_not_there_has_none() {
    run("class Pile { Unknown it; }");

    assertEquals(Optional.empty(), new CellTypes(shell).text("Pile"));
    assertEquals(Optional.empty(), new CellTypes(shell).text("Other"));
  }
}

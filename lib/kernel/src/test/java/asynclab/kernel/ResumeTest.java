package asynclab.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jdk.jshell.JShell;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A kernel that is a bare JShell, and notebooks written for the occasion.
class ResumeTest implements Resume.Kernel {
  private final JShell shell = JShell.builder().executionEngine("local").build();
  private final RunCells ran = new RunCells();
  private final List<String> asked = new ArrayList<>();
  private final Resume resume = new Resume(this);
  @TempDir Path folder;

  @AfterEach
  void close() {
    shell.close();
  }

  @Test
  void cells_tagged_setup_or_keep_run_whole_and_of_others_only_declarations_are_taken()
      throws Exception {
    write(
        code("setup", "import java.util.concurrent.Phaser;\nvar phaser = new Phaser(3);"),
        code("keep", "int asked = 0;\nasked += 40;"),
        code("", "int twice(int x) { return 2 * x; }\ntwice(4)"),
        code("", "record Pair(int a, int b) {}\nasked = 7;"),
        text("## Here"));

    var said = section("Here");

    assertTrue(said.matches("Rebuilt in \\d.\\d s from 4 cells above: 2 run whole, of 2 .*"), said);
    assertEquals("80", value("twice(asked)"));
    assertEquals("3", value("phaser.getRegisteredParties()"));
    assertEquals("Pair[a=1, b=2]", value("new Pair(1, 2)"));
  }

  @Test
  void a_variable_comes_with_its_type_and_without_its_value() throws Exception {
    write(code("", "var words = new java.util.ArrayList<String>();\nint n = 9;"), text("## Here"));

    section("Here");

    assertEquals("\"null 0\"", value("words + \" \" + n"));
    assertEquals("[a]", value("words = new java.util.ArrayList<>(java.util.List.of(\"a\"))"));
  }

  @Test
  void where_the_cells_above_have_run_it_does_nothing() throws Exception {
    write(code("setup", "int x = 1;"), code("keep", "x++;"), text("## Here"));
    runCells("int x = 1;", "x++;");

    assertEquals("", section("Here"));
    assertEquals("2", value("x"));
  }

  @Test
  void a_cell_that_ran_and_was_edited_since_counts_as_run() throws Exception {
    write(code("setup", "int x = 1;"), text("## Here"));
    runCells("int x = 5;");
    ran.note("id 1", "int x = 5;");

    assertEquals("", section("Here"));
    assertEquals("5", value("x"));
  }

  @Test
  void of_two_versions_of_a_class_the_later_one_is_there_at_the_end() throws Exception {
    write(
        code("", "class Waker { int v() { return 1; } }"),
        text("## First"),
        code("", "class Waker { int v() { return 2; } }"),
        text("## Second"));

    section("First");
    assertEquals("1", value("new Waker().v()"));
    section("Second");
    assertEquals("2", value("new Waker().v()"));
  }

  @Test
  void a_second_time_it_does_nothing() throws Exception {
    write(code("keep", "int x = 1;"), code("keep", "x++;"), text("## Here"));

    section("Here");

    assertEquals("", section("Here"));
    assertEquals("2", value("x"));
  }

  @Test
  void exercises_and_cells_that_are_to_fail_are_left_out() throws Exception {
    write(
        code("keep", "int x = 1;"),
        code("exercise", "int mine = 2;"),
        code("raises-exception", "int wrong() { return 3; }"),
        text("## Here"));

    section("Here");

    assertEquals(List.of("int x = 1;"), asked);
  }

  @Test
  void a_section_with_an_exercise_needs_what_is_tagged_setup_and_the_next_section_all()
      throws Exception {
    write(
        code("setup", "int x = 1;"),
        code("keep", "x++;"),
        code("", "int y = 5;"),
        text("## Try"),
        code("resume", "resume"),
        code("exercise", "int mine = 2;"),
        text("## Further"));

    section("Try");
    assertEquals(List.of("int x = 1;"), asked);
    section("Further");
    assertEquals(List.of("int x = 1;", "x++;", "int y;"), asked);
  }

  @Test
  void a_cell_that_fails_is_named_with_its_reason() throws Exception {
    write(code("setup", "int x = 1;"), code("keep", "\nint y = z;"), text("## Here"));

    var failed = assertThrows(IllegalStateException.class, () -> section("Here"));

    assertTrue(
        failed.getMessage().startsWith("resume: code cell 2 (`int y = z;`) cannot be rebuilt: "),
        failed.getMessage());
  }

  @Test
  void the_notebook_that_the_server_names_goes_before_others() throws Exception {
    writeAs("one.ipynb", code("keep", "int x = 1;"), text("## Here"));
    writeAs("two.ipynb", code("keep", "int x = 2;"), text("## Here"));

    var _ = resume.section("Here", Optional.of(folder.resolve("two.ipynb")), folder);

    assertEquals("2", value("x"));
  }

  @Test
  void without_a_name_the_one_notebook_that_has_the_heading_is_taken() throws Exception {
    writeAs("one.ipynb", code("keep", "int x = 1;"), text("## Elsewhere"));
    writeAs("two.ipynb", code("keep", "int x = 2;"), text("# Two\n\n### Here\n\nText."));

    section("Here");

    assertEquals("2", value("x"));
  }

  @Test
  void two_notebooks_with_the_heading_are_both_named() throws Exception {
    writeAs("one.ipynb", text("## Here"));
    writeAs("two.ipynb", text("## Here"));

    var unclear = assertThrows(IOException.class, () -> section("Here"));

    assertTrue(unclear.getMessage().contains("one.ipynb and two.ipynb"), unclear.getMessage());
  }

  @Test
  void a_heading_that_is_nowhere_and_a_file_that_is_no_notebook_are_one_sentence_each()
      throws Exception {
    write(text("## There"));
    var nowhere = assertThrows(IOException.class, () -> section("Here"));
    assertTrue(nowhere.getMessage().startsWith("no section has the heading \"Here\""));

    Files.writeString(folder.resolve("broken.ipynb"), "{\"cells\": 1}");
    var broken = assertThrows(IOException.class, () -> section("Here"));
    assertTrue(broken.getMessage().contains("broken.ipynb is not a notebook"), broken.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import a.B;",
        "\n// lib/X.java\nprivate static int f(int x) { return x; }",
        "/* why:\n so */ record Pair(int a) {}",
        "@Deprecated\nclass C {}",
        "<T> T same(T t) { return t; }",
        "int[] all() { return new int[1]; }",
        "int []x = {1};",
        "Map<String, List<Integer>> m = new HashMap<>();",
        "Map.Entry<String,Integer>e = null;",
        "sealed interface S permits A, B {}",
        "var x = 1;",
        "formula f = g();",
        "int\n  x;"
      })
  void whatever_may_be_a_declaration_is_looked_at(String piece) {
    assertTrue(Resume.mayDeclare(piece));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x = 1;",
        "x += 1;",
        "x.y(z -> { int a = 1; });",
        "// int x;\nx",
        "for (int i = 0; i < 5; i++) {}",
        "try (var p = open()) { int x = 1; }",
        "if (a) b();",
        "new Thread(r).start();",
        "6 * 7",
        "\"int x\""
      })
  void what_clearly_is_none_costs_nothing(String piece) {
    assertFalse(Resume.mayDeclare(piece));
  }

  private String section(String heading) throws IOException {
    return resume.section(heading, Optional.empty(), folder).orElse("");
  }

  private String value(String expression) {
    return String.valueOf(shell.eval(expression).getFirst().value());
  }

  private void runCells(String... sources) {
    for (var source : sources) {
      run(source);
      ran.note("", source);
    }
  }

  private static String text(String source) {
    return "{\"cell_type\": \"markdown\", \"metadata\": {}, \"source\": " + json(source) + "}";
  }

  private static String code(String tag, String source) {
    return "{\"cell_type\": \"code\", \"metadata\": {\"tags\": [%s]}, \"source\": [%s]}"
        .formatted(tag.isEmpty() ? "" : json(tag), json(source));
  }

  private static String json(String text) {
    return '"' + text.replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }

  private void write(String... cells) throws IOException {
    writeAs("small.ipynb", cells);
  }

  private void writeAs(String file, String... cells) throws IOException {
    for (var i = 0; i < cells.length; i++) {
      cells[i] = "{\"id\": \"id %d\", ".formatted(i + 1) + cells[i].substring(1);
    }
    Files.writeString(
        folder.resolve(file), "{\"cells\": [" + String.join(",", cells) + "], \"nbformat\": 4}");
  }

  @Override
  public JShell shell() {
    return shell;
  }

  @Override
  public void run(String source) {
    asked.add(source);
    var info = shell.sourceCodeAnalysis().analyzeCompletion(source);
    while (info.completeness().isComplete()) {
      for (var event : shell.eval(info.source())) {
        if (event.status() == jdk.jshell.Snippet.Status.REJECTED) {
          throw new IllegalStateException("rejected");
        }
      }
      info = shell.sourceCodeAnalysis().analyzeCompletion(info.remaining());
    }
  }

  @Override
  public String java(String source) {
    return source;
  }

  @Override
  public RunCells ran() {
    return ran;
  }
}

package asynclab.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class CellEvaluatorTest {
  private final Notebook notebook = new Notebook();

  @Test
  void the_value_of_the_last_statement_is_the_object_itself() {
    notebook.run("var list = new java.util.ArrayList<String>();");

    assertSame(notebook.run("list"), notebook.run("list"));
  }

  @Test
  void a_declaration_has_no_value_and_null_is_none() {
    assertNull(notebook.run("int a = 5;\nint b;"));
    assertNull(notebook.run("String s = null;\ns"));
  }

  @Test
  void a_class_may_name_one_that_a_later_statement_declares() {
    notebook.run("class A { B b; int get() { return b.n; } }\nclass B { int n = 3; }");

    assertEquals(3, notebook.run("var a = new A(); a.b = new B(); a.get()"));
  }

  @Test
  void sealed_types_may_stand_before_what_they_permit() {
    notebook.run(
        """
        sealed interface Shape permits Dot, Line {}
        record Dot() implements Shape {}
        record Line(int length) implements Shape {}
        """);

    assertEquals(
        4,
        notebook.run(
            "switch ((Shape) new Line(4)) { case Dot d -> 0; case Line l -> l.length(); }"));
  }

  @Test
  void a_class_that_is_declared_again_is_the_new_one() {
    notebook.run("class C { int n() { return 1; } }");
    notebook.run("class C { int n() { return 2; } }");

    assertEquals(2, notebook.run("new C().n()"));
  }

  @Test
  void a_loop_over_types_that_only_cells_know_is_changed_without_harm() {
    notebook.run(
        """
        interface Animal { String says(); }
        record Cat() implements Animal { public String says() { return "meow"; } }
        record Dog() implements Animal { public String says() { return "wuff"; } }
        """);

    var said =
        notebook.run(
            """
            String all(int n) {
              var said = "";
              for (int i = 0; i < n; i++) {
                var animal = i % 2 == 0 ? new Cat() : new Dog();
                said += animal.says() + switch (i) { case 0 -> ","; default -> "."; };
                try { if (i == 1) continue; } finally { said += ""; }
              }
              return said;
            }
            all(3)
            """);

    assertEquals("meow,wuff.meow.", said);
  }
}

package asynclab.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/// A trace in few words names the program's own text and nothing else.
class CausesTest {
  private static StackTraceElement frame(String className) {
    return new StackTraceElement(className, "m", "X.java", 7);
  }

  @Test
  void frames_of_libraries_and_of_woven_machines_are_left_out() {
    var thrown = new IllegalStateException();
    thrown.setStackTrace(
        new StackTraceElement[] {
          frame("shop.Order"),
          frame("REPL.$JShell$93$fetch$Machine"),
          frame("asynclab.coroutines.Coroutine"),
          frame("shop.Main"),
          frame("java.lang.Thread")
        });

    assertEquals(
        List.of("Order, line 7", "Main, line 7", "begins in Thread.m"), Causes.trace(thrown));
  }
}

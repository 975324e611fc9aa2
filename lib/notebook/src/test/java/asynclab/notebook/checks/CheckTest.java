package asynclab.notebook.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The engine beneath the checks: whatever a learner's object does is an answer.
@Timeout(30)
class CheckTest {
  @SuppressWarnings("rawtypes")
  private static final Exercise<Supplier> EXERCISE =
      new Exercise<>(
          "test.supplier", Supplier.class, "Supplier<String> mine = () -> \"yes\";", Twice.class);

  @Examination
  static final class Twice {
    @BeforeAll
    static void hangs(Trial trial) {
      trial.ifItHangs("nobody will say yes");
    }

    @Test
    @Order(2)
    @DisplayName("again")
    void again(Supplier<String> mine, Trial trial) throws Exception {
      trial.expect("yes", mine::get, seen -> "says " + seen + " for yes");
    }

    @Test
    @Order(1)
    @DisplayName("get()")
    void once(Supplier<String> mine, Trial trial) throws Exception {
      trial.expect("yes", mine::get, seen -> "says " + seen + " for yes");
    }
  }

  private static final Help NO_HELP = new Help(new Solutions(Path.of("nowhere")));

  private static CheckResult check(Supplier<String> mine) {
    return Check.of(EXERCISE, mine, NO_HELP, Optional.empty());
  }

  @Test
  void what_is_right_is_ok_and_says_what_was_tried() {
    var result = check(() -> "yes");

    assertTrue(result.ok());
    assertEquals(
        """
        ok: test.supplier, 2 of 2 as expected
          get(): yes
          again: yes\
        """,
        result.text());
  }

  @Test
  void what_differs_is_said_with_what_was_tried_and_why() {
    var turns = List.of("yes", "no").iterator();

    var result = check(turns::next);

    assertEquals(
        """
        not yet: test.supplier, 1 of 2 differ
          tried     again
          expected  yes
          seen      no
          why       says no for yes
        """,
        result.text());
  }

  @Test
  void an_exception_is_a_row_that_names_it() {
    var result =
        check(() -> {
          throw new IllegalStateException("not written yet");
        });

    assertTrue(result.rows().getFirst().seen().contains("IllegalStateException: not written yet"));
    assertTrue(result.rows().getFirst().why().startsWith("IllegalStateException came out of"));
  }

  @Test
  @Tag("slow")
  void a_hang_is_a_row_and_the_thread_is_interrupted() throws InterruptedException {
    var interrupted = new CountDownLatch(1);

    var result =
        check(() -> {
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.countDown();
          }
          return "yes";
        });

    interrupted.await();
    assertEquals(1, result.rows().size());
    var row = result.rows().getFirst();
    assertEquals("get()", row.tried());
    assertEquals("still waiting after 2 s", row.seen());
    assertTrue(row.why().contains("nobody will say yes"), row.why());
  }

  @Test
  void deep_recursion_is_an_answer_too() {
    var result = check(CheckTest::forEver);

    assertTrue(result.rows().getFirst().seen().contains("StackOverflowError"));
  }

  @SuppressWarnings("InfiniteRecursion")
  private static String forEver() {
    return forEver() + forEver();
  }

  @Test
  void the_stop_button_ends_a_check_at_once() {
    Thread.currentThread().interrupt();

    var result = check(CheckTest::waits);

    assertTrue(Thread.interrupted());
    assertFalse(result.ok());
  }

  private static String waits() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return "no";
  }

  @Test
  void nothing_at_all_gets_a_sentence() {
    var result = Check.of("delay.target", null);

    assertTrue(result.text().startsWith("not yet"));
    assertTrue(result.text().contains("there is nothing to try yet"), result.text());
  }

  @Test
  void something_else_gets_a_sentence() {
    var result = Check.of("delay.target", "a text");

    assertTrue(result.text().contains("this check tries a TargetParser"), result.text());
    assertTrue(result.text().contains("a String"), result.text());
  }

  @Test
  void an_unknown_name_lists_the_known_ones() {
    var result = Check.of("04.sleep", "x");

    assertFalse(result.ok());
    for (var id : Check.ids()) assertTrue(result.text().contains(id), id);
  }

  @Test
  void of_many_differences_the_first_are_shown_and_the_rest_counted() {
    var row = new Row("a", "b", "c", false, "d");

    var text = new CheckResult("x", Collections.nCopies(9, row)).text();

    assertTrue(text.endsWith("and 4 more: mend these first"), text);
  }

  @Test
  void a_check_that_tried_nothing_is_not_ok() {
    var nothing = new CheckResult("x", List.of());

    assertFalse(nothing.ok());
    assertTrue(nothing.text().startsWith("not yet: x, nothing could be tried here"));
  }

  @Test
  void the_html_says_the_same_and_escapes_what_it_shows() {
    var row = new Row("<b>", "&", "\u0000", false, "why");

    var html = new CheckResult("x", List.of(row)).html();

    assertTrue(html.contains("not yet: x, 1 of 1 differ"), html);
    assertTrue(
        html.replaceAll("<td [^>]*>", "<td>")
            .contains("<td>&lt;b&gt;</td><td>&amp;</td><td>\ufffd</td>"),
        html);
  }
}

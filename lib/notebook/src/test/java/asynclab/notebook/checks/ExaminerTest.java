package asynclab.notebook.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// JUnit beneath the checks: whatever it reports becomes a row, or none.
@Timeout(30)
class ExaminerTest {
  @Examination
  static final class Plain {
    @Test
    @DisplayName("a plain assertion of JUnit")
    void plain(Supplier<String> mine) {
      assertEquals("yes", mine.get(), "it has to say yes");
    }
  }

  @Examination
  static final class BadSetUp {
    @BeforeAll
    static void fails() throws IOException {
      throw new IOException("no connection");
    }

    @Test
    @DisplayName("never tried")
    void never(Supplier<String> mine, Trial trial) throws Exception {
      trial.expect("yes", mine::get, seen -> "");
    }
  }

  @Examination
  static final class GivesUp {
    @Test
    @Order(1)
    @DisplayName("what this system lacks")
    void lacks() {
      assumeTrue(false, "not on this system");
    }

    @Test
    @Order(2)
    @DisplayName("what it has")
    void has(Supplier<String> mine, Trial trial) throws Exception {
      trial.expect("yes", mine::get, seen -> "");
    }
  }

  @Examination
  static final class AsksAgain {
    @Test
    @Order(1)
    @DisplayName("get()")
    void once(Supplier<String> mine, Trial trial) throws Exception {
      trial.expect("yes", mine::get, seen -> "");
    }

    @Test
    @Order(2)
    @DisplayName("never asked after a hang")
    void again(Supplier<String> mine) {
      assertEquals("yes", mine.get());
    }
  }

  private static CheckResult check(Class<?> examination, Supplier<String> mine) {
    var exercise = new Exercise<>("test.other", Supplier.class, "…", examination);
    return Check.of(exercise, mine, new Help(new Solutions(Path.of("nowhere"))), Optional.empty());
  }

  @Test
  void a_failed_assertion_of_junit_is_a_row_like_any_other() {
    assertEquals(
        List.of(new Row("a plain assertion of JUnit", "yes", "no", false, "it has to say yes")),
        check(Plain.class, () -> "no").rows());
    assertTrue(check(Plain.class, () -> "yes").ok());
  }

  @Test
  void what_fails_before_the_first_test_is_a_row_too() {
    var result = check(BadSetUp.class, () -> "yes");

    assertFalse(result.ok());
    assertEquals("IOException: no connection", result.rows().getFirst().seen());
    assertTrue(result.text().contains("the fault is not yours"), result.text());
  }

  @Test
  void what_cannot_be_tried_here_is_no_row() {
    var result = check(GivesUp.class, () -> "yes");

    assertEquals(List.of("what it has"), result.rows().stream().map(Row::tried).toList());
  }

  @Test
  void the_settings_of_a_learners_own_junit_change_nothing() {
    System.setProperty("junit.jupiter.execution.parallel.enabled", "true");
    System.setProperty("junit.jupiter.execution.parallel.mode.default", "concurrent");
    try {
      assertTrue(check(Plain.class, () -> "yes").ok());
    } finally {
      System.clearProperty("junit.jupiter.execution.parallel.enabled");
      System.clearProperty("junit.jupiter.execution.parallel.mode.default");
    }
  }

  @Test
  @Tag("slow")
  void after_a_hang_nothing_more_is_tried() {
    var calls = new AtomicInteger();

    var result =
        check(
            AsksAgain.class,
            () -> {
              calls.incrementAndGet();
              return waits();
            });

    assertEquals(1, result.rows().size(), result.text());
    assertEquals(1, calls.get());
  }

  private static String waits() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return "no";
  }
}

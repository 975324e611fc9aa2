package asynclab.kernel;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class StopButtonTest {
  private Optional<String> cell = Optional.of("first");
  private final StopButton running = new StopButton(() -> cell);
  private final CompletableFuture<Object> task = new CompletableFuture<>();

  @Test
  void a_press_cancels_what_runs() {
    running.put("1", task);

    press();

    assertTrue(task.isCancelled());
  }

  @Test
  void a_press_before_the_statement_starts_cancels_it_when_it_does() {
    press();

    running.put("1", task);

    assertTrue(task.isCancelled());
  }

  @Test
  void a_press_between_two_cells_is_no_business_of_the_second() {
    press();
    cell = Optional.of("second");

    running.put("1", task);

    assertFalse(task.isCancelled());
  }

  @Test
  void a_press_before_the_first_cell_is_no_business_of_what_starts_the_kernel() {
    cell = Optional.empty();
    press();

    running.put("1", task);

    assertFalse(task.isCancelled());
  }

  /// What JJava does for a press.
  private void press() {
    running.forEach((_, future) -> future.cancel(true));
  }
}

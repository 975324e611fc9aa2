package asynclab.notebook;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.coroutines.source.MachineModel;
import asynclab.coroutines.source.StateInfo;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// One numbering for the states of a compiled method and of the text it would become.
class StateNumbersTest {
  /// Lines of the waiting states by number; a state that does not wait stands in line 0.
  private static MachineModel model(int... lines) {
    var states = new ArrayList<StateInfo>();
    states.add(new StateInfo(0, 1, false, "the beginning", List.of()));
    for (var line : lines) {
      states.add(new StateInfo(states.size(), line, line > 0, "", List.of()));
    }
    return new MachineModel("m", "M", 1, List.of(), states, List.of());
  }

  private static int[] numbers(int[] compiled, MachineModel model) {
    return StateNumbers.of(compiled, model).orElseThrow();
  }

  @Test
  void states_that_do_not_wait_are_left_out() {
    assertArrayEquals(new int[] {0, 2, 4}, numbers(new int[] {1, 3, 5}, model(0, 3, 0, 5)));
  }

  @Test
  void two_of_one_line_keep_their_order() {
    assertArrayEquals(new int[] {0, 1, 2}, numbers(new int[] {1, 3, 3}, model(3, 3)));
  }

  @Test
  void the_copies_of_a_finally_are_one_state() {
    assertArrayEquals(
        new int[] {0, 1, 2, 3, 2, 3}, numbers(new int[] {1, 4, 6, 6, 6, 6}, model(4, 6, 6)));
  }

  @Test
  void what_lines_do_not_decide_is_not_guessed() {
    assertTrue(StateNumbers.of(new int[] {1, 4, 4, 4}, model(4, 4)).isEmpty());
    assertTrue(StateNumbers.of(new int[] {1, 4}, model(5)).isEmpty());
    assertTrue(StateNumbers.of(new int[] {1, 4}, model(4, 5)).isEmpty());
  }
}

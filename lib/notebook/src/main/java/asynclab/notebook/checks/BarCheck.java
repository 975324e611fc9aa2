package asynclab.notebook.checks;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The check `01.bar`: a table of bars.
@Examination
final class BarCheck {
  static final Exercise<Bar> EXERCISE =
      new Exercise<>(
          "01.bar",
          Bar.class,
          "Bar mine = (staff, taps, pour, prepare, waitingUsed) -> orders;",
          BarCheck.class);

  private static final int POUR = 40;
  private static final int PREPARE = 20;

  /// One bar, what it serves, and the idea behind another figure.
  private record Case(int staff, int taps, boolean used, int orders, String idea) {
    String tried() {
      return "%d at work, %d tap%s, %d s pouring, %d s preparing, waiting %s"
          .formatted(staff, taps, taps == 1 ? "" : "s", POUR, PREPARE, used ? "used" : "not used");
    }
  }

  private static final List<Case> CASES =
      List.of(
          new Case(1, 1, false, 60, "an order keeps its bartender for 60 s, pouring included"),
          new Case(2, 2, false, 120, "parallel: two of everything serve twice as much"),
          new Case(
              2, 1, false, 90, "a second bartender does not double one tap: it pours 90 an hour"),
          new Case(
              1,
              1,
              true,
              90,
              "pouring is no work: a bartender who uses the waiting is taken for 20 s an order, and"
                  + " then the tap is the limit"),
          new Case(1, 2, true, 180, "two taps pour 180, and 20 s of preparing allow 180"),
          new Case(1, 3, true, 180, "a third tap waits: one pair of hands prepares 180 an hour"),
          new Case(2, 2, true, 180, "a second bartender waits: two taps pour 180 an hour"),
          new Case(0, 2, true, 0, "without hands nothing is prepared"));

  @TestFactory
  Stream<DynamicTest> bars(Bar bar, Trial trial) {
    trial.ifItHangs("this is a division or two, and needs no wait");
    return CASES.stream().map(each -> dynamicTest(each.tried(), () -> run(each, bar, trial)));
  }

  private static void run(Case each, Bar bar, Trial trial) throws Exception {
    trial.expect(
        each.orders + " orders",
        () -> bar.perHour(each.staff, each.taps, POUR, PREPARE, each.used) + " orders",
        seen -> each.idea);
  }
}

package asynclab.notebook.checks;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The check `07.break`: runs the method and a faulty rewrite of it on the learner's input.
@Examination
final class BreakItCheck {
  static final Exercise<BreakIt> EXERCISE =
      new Exercise<>(
          "07.break", BreakIt.class, "BreakIt mine = new MyInputs();", BreakItCheck.class);

  @Test
  @Order(1)
  @DisplayName("local(): `all` is a local still")
  void local(BreakIt mine, Trial trial) throws Exception {
    tell(
        trial,
        mine.local(),
        Report.Fault.LOCAL,
        pages ->
            pages.isEmpty() || pages.stream().allMatch(page -> page.waits() == 0)
                ? "a local is lost when the method is left: somebody has to wait"
                : "what was lost was empty still: something has to be there before the wait");
  }

  @Test
  @Order(2)
  @DisplayName("loop(): `continue` goes past i++")
  void loop(BreakIt mine, Trial trial) throws Exception {
    tell(
        trial,
        mine.loop(),
        Report.Fault.LOOP,
        pages -> "nothing was skipped, so `continue` never ran: waiting does not reach it");
  }

  @Test
  @Order(3)
  @DisplayName("cleanUp(): shut(page) without finally")
  void cleanUp(BreakIt mine, Trial trial) throws Exception {
    tell(
        trial,
        mine.cleanUp(),
        Report.Fault.CLEAN_UP,
        pages -> "every page came well, and then both shut it: who leaves by another way?");
  }

  private interface Idea {
    String of(List<BreakIt.Page> pages);
  }

  private static void tell(Trial trial, List<BreakIt.Page> pages, Report.Fault fault, Idea idea)
      throws Exception {
    UnaryOperator<String> why = seen -> idea.of(pages);
    trial.expect("the two differ", () -> compared(pages, fault), why);
  }

  private static String compared(List<BreakIt.Page> pages, Report.Fault fault) {
    var method = Report.run(pages, Report.Fault.NONE);
    var rewrite = Report.run(pages, fault);
    return method.equals(rewrite)
        ? "both, on [%s]: %s"
            .formatted(pages.stream().map(BreakIt.Page::name).collect(joining(", ")), method)
        : "the two differ";
  }
}

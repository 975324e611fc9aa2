package asynclab.notebook.checks;

import java.util.StringJoiner;

/// The check `04b.stale`: a socket closed in the batch in which its event waits.
final class StaleCheck {
  static final Exercise<Table> EXERCISE =
      new Exercise<>(
          "04b.stale", Table.class, "class MyTable implements Table { … }", StaleCheck::examine);

  private static final int FIRST = 7;
  private static final int SECOND = 8;

  private StaleCheck() {}

  private static void examine(Table table, Trial trial) throws InterruptedException {
    trial.row(
        "an event for A", "A", () -> one(table), seen -> "the handler of a live token runs, once");
    var batch = new Batch(table);
    trial.row("A closes B, C gets B's number, B's event comes", "A", batch::run, batch::idea);
    trial.row(
        "then an event for C",
        "C",
        batch::youngest,
        seen -> "the new owner of the number has a token of its own");
    trial.row(
        "a token nobody was given",
        "silence",
        () -> unknown(table),
        seen -> "an unknown token does nothing");
  }

  private static String one(Table table) {
    var said = new StringJoiner(" ").setEmptyValue("silence");
    var token = table.register(FIRST, () -> said.add("A"));
    table.dispatch(token);
    table.close(token);
    return said.toString();
  }

  private static String unknown(Table table) {
    var said = new StringJoiner(" ").setEmptyValue("silence");
    var token = table.register(FIRST, () -> said.add("A"));
    table.close(token);
    table.dispatch(token);
    table.dispatch(Long.MAX_VALUE);
    return said.toString();
  }

  /// One batch with an event for A and one for B.
  private static final class Batch {
    private final Table table;
    private StringJoiner said = new StringJoiner(" ").setEmptyValue("silence");
    private long second;
    private long third;

    Batch(Table table) {
      this.table = table;
    }

    String run() {
      var first = table.register(FIRST, this::closeSecond);
      second = table.register(SECOND, () -> said.add("B"));
      table.dispatch(first);
      table.dispatch(second); // stale: B has left since the wait
      var answer = said.toString();
      table.close(first);
      return answer;
    }

    private void closeSecond() {
      said.add("A");
      table.close(second);
      third = table.register(SECOND, () -> said.add("C"));
    }

    String youngest() {
      said = new StringJoiner(" ").setEmptyValue("silence");
      table.dispatch(third);
      table.close(third);
      return said.toString();
    }

    String idea(String seen) {
      if (!seen.equals("A C")) {
        return seen.contains("B")
            ? "B was closed, so its event has nobody to go to"
            : "the handler of a live token runs, once";
      }
      if (third == second && second == SECOND) {
        return "the token is the descriptor: C has B's number and was called for B's event";
      }
      return third == second
          ? "B's token was given out again: C was called for B's event"
          : "B's token finds C: a token stands for one registration, not for a number";
    }
  }
}

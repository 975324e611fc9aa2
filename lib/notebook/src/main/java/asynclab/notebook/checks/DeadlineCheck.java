package asynclab.notebook.checks;

import asynclab.futures.Future;
import asynclab.futures.Polled;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The check `12b.deadline`: what is made, closed and told; the alarm is the check's own.
@Examination
final class DeadlineCheck {
  static final Exercise<Deadline> EXERCISE =
      new Exercise<>(
          "12b.deadline", Deadline.class, "Deadline mine = new MyDeadline();", DeadlineCheck.class);

  private static final int ALARMS_MAX = 10;

  private final List<String> told = new ArrayList<>();
  private final List<ScriptedChild> alarms = new ArrayList<>();
  private ScriptedChild first = child("one");
  private ScriptedChild second = child("two");
  private ScriptedChild third = child("three");

  @BeforeAll
  static void hangs(Trial trial) {
    trial.ifItHangs("a poll must not wait: poll what is under way, and the alarm, and come back");
  }

  @BeforeEach
  void afresh() {
    told.clear();
    alarms.clear();
    first = child("one");
    second = child("two");
    third = child("three");
  }

  @Test
  @Order(1)
  @DisplayName("each step is pending once, the alarm is silent")
  void inTime(Deadline mine, Trial trial) throws Exception {
    trial.expect(
        "make alarm, make one, pending, make two, pending, make three, pending, close alarm,"
            + " ready three",
        () -> {
          var future = made(mine);
          poll(future);
          first.end(Polled.ready("one"));
          poll(future);
          second.end(Polled.ready("two"));
          poll(future);
          third.end(Polled.ready("three"));
          poll(future);
          return sorted();
        },
        DeadlineCheck::made);
  }

  @Test
  @Order(2)
  @DisplayName("the alarm rings in the middle of step two")
  void late(Deadline mine, Trial trial) throws Exception {
    trial.expect(
        "close two, failed: TimeoutException",
        () -> {
          var future = made(mine);
          poll(future);
          first.end(Polled.ready("one"));
          poll(future);
          told.clear();
          ring();
          poll(future);
          return said();
        },
        DeadlineCheck::rings);
  }

  @Test
  @Order(3)
  @DisplayName("step one fails: no disk")
  void failure(Deadline mine, Trial trial) throws Exception {
    trial.expect(
        "close alarm, failed: IOException: no disk",
        () -> {
          var future = made(mine);
          poll(future);
          told.clear();
          first.end(Polled.failed(new IOException("no disk")));
          poll(future);
          return said();
        },
        seen ->
            seen.contains("make")
                ? "a step has failed, and another one was begun"
                : seen.startsWith("failed")
                    ? "the alarm was left behind: it would ring for nobody"
                    : "its failure is the failure of the whole, at once");
  }

  @Test
  @Order(4)
  @DisplayName("closed in the middle of step two")
  void closed(Deadline mine, Trial trial) throws Exception {
    trial.expect(
        "close alarm, close two",
        () -> {
          var future = made(mine);
          poll(future);
          first.end(Polled.ready("one"));
          poll(future);
          told.clear();
          future.close();
          return String.join(", ", told.stream().sorted().toList());
        },
        seen ->
            seen.contains("close two")
                ? "the alarm was left behind: it would ring for nobody"
                : "nobody waits any more, and step two goes on: close what is under way");
  }

  private ScriptedChild child(String name) {
    return new ScriptedChild(name, this::tell);
  }

  /// Polls are no subject here: how often one looks is everybody's own affair.
  private void tell(String event) {
    if (!event.startsWith("poll")) told.add(event);
  }

  private Future<String> made(Deadline mine) {
    return mine.of(making(first), making(second), making(third), this::alarm);
  }

  private Supplier<Future<String>> making(ScriptedChild step) {
    return () -> {
      told.add("make " + step.name);
      return step;
    };
  }

  private Future<Void> alarm() {
    if (alarms.size() >= ALARMS_MAX) throw new IllegalStateException("one alarm more than ten");
    var alarm = child("alarm");
    alarms.add(alarm);
    told.add("make alarm");
    return alarm.then(_ -> Future.done());
  }

  /// The first of them rings: its time is over, whatever others there are.
  private void ring() {
    if (!alarms.isEmpty() && alarms.getFirst().isOpen()) {
      alarms.getFirst().end(Polled.ready("over"));
    }
  }

  private void poll(Future<String> future) {
    var outcome = ThreeChildren.outcome(Polled.of(future, () -> {}));
    told.add(outcome.startsWith("failed: TimeoutException") ? "failed: TimeoutException" : outcome);
  }

  /// Whether the alarm or the first step is made first is all the same.
  private String sorted() {
    var head = told.subList(0, Math.min(2, told.size()));
    if (List.of("make one", "make alarm").equals(head)) head.sort(null);
    return said();
  }

  private String said() {
    return told.isEmpty() ? "nothing" : String.join(", ", told);
  }

  private static String made(String seen) {
    if (count(seen, "make alarm") > 1) {
      return "each step has an alarm of its own: three times the time, and no deadline for the"
          + " whole";
    }
    if (!seen.contains("make alarm")) return "nobody made an alarm, so nothing can ring";
    if (seen.startsWith("make alarm, make one, make two")
        || seen.startsWith("make one, make two")) {
      return "the steps were begun at once: two begins when one has ended";
    }
    return seen.contains("close alarm")
        ? "one, then two, then three, each begun when the one before has ended"
        : "all is done, and the alarm was left behind: it would ring for nobody";
  }

  private static String rings(String seen) {
    if (seen.startsWith("pending")) {
      return "the deadline is over and the step under way goes on: look at the alarm as well, in"
          + " each poll";
    }
    if (seen.startsWith("failed")) return "step two was left as it is: close what is under way";
    return "the step under way is closed, and the whole fails with a TimeoutException";
  }

  private static int count(String text, String part) {
    return text.split(part, -1).length - 1;
  }
}

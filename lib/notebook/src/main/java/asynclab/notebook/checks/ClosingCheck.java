package asynclab.notebook.checks;

import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Waker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The check `10.closing`: what is polled, closed and handed over, in order.
@Examination
final class ClosingCheck {
  static final Exercise<Closing> EXERCISE =
      new Exercise<>(
          "10.closing", Closing.class, "Closing mine = MyClosing::new;", ClosingCheck.class);

  private static final int POLLS_MAX = 10;

  private final List<String> told = new ArrayList<>();
  private final List<Future<?>> spawned = new ArrayList<>();
  private ScriptedChild work = new ScriptedChild("work", told::add);
  private ScriptedChild bye = new ScriptedChild("bye", told::add);

  @BeforeAll
  static void hangs(Trial trial) {
    trial.ifItHangs(
        "the executor's thread waits inside your code: whoever should wake it needs that thread");
  }

  @BeforeEach
  void afresh() {
    told.clear();
    spawned.clear();
    work = new ScriptedChild("work", told::add).endingAfter(1, Polled.ready("R0"));
    bye = new ScriptedChild("bye", told::add).endingAfter(1, Polled.ready("bye"));
  }

  @Test
  @Order(1)
  @DisplayName("work and bye are pending once each: three polls")
  void value(Closing mine, Trial trial) throws Exception {
    trial.expect(
        "poll work, pending, poll work, poll bye, pending, poll bye, ready R0",
        () -> polls(made(mine), 3),
        ClosingCheck::order);
  }

  @Test
  @Order(2)
  @DisplayName("work fails: no disk")
  void failure(Closing mine, Trial trial) throws Exception {
    work.endingAfter(0, Polled.failed(new IOException("no disk")));

    trial.expect(
        "poll work, poll bye, pending, poll bye, failed: IOException: no disk",
        () -> polls(made(mine), 2),
        seen ->
            seen.startsWith("poll work, failed")
                ? "a failure needs its goodbye as well: keep it, and tell it after bye"
                : order(seen));
  }

  @Test
  @Order(3)
  @DisplayName("closed in mid-use; then its executor polls what was spawned")
  void cancelled(Closing mine, Trial trial) throws Exception {
    trial.expect(
        "close work, spawn, poll bye, poll bye",
        () -> {
          var future = made(mine);
          polls(future, 1);
          told.clear();
          future.close();
          drain();
          return said();
        },
        ClosingCheck::handedOver);
  }

  @Test
  @Order(4)
  @DisplayName("closed in the middle of bye; then its executor polls what was spawned")
  void cancelledLate(Closing mine, Trial trial) throws Exception {
    work.endingAfter(0, Polled.ready("R0"));

    trial.expect(
        "spawn, poll bye",
        () -> {
          var future = made(mine);
          polls(future, 1);
          told.clear();
          future.close();
          drain();
          return said();
        },
        seen ->
            seen.contains("close bye")
                ? "the goodbye was cut short in its middle: hand over what is left of it"
                : handedOver(seen));
  }

  @Test
  @Order(5)
  @DisplayName("closed twice before its first poll: tasks spawned")
  void early(Closing mine, Trial trial) throws Exception {
    trial.expect(
        "close work, spawn",
        () -> {
          var future = made(mine);
          future.close();
          future.close();
          return said();
        },
        seen ->
            seen.contains("spawn, spawn")
                ? "two tasks say one goodbye: closing a second time does nothing"
                : handedOver(seen));
  }

  @Test
  @Order(6)
  @DisplayName("closed after its end")
  void ended(Closing mine, Trial trial) throws Exception {
    trial.expect(
        "nothing",
        () -> {
          var future = made(mine);
          polls(future, 3);
          told.clear();
          future.close();
          return said();
        },
        _ -> "its goodbye was said already: closing after the end does nothing");
  }

  private Future<String> made(Closing mine) {
    return mine.of(
        work,
        bye,
        future -> {
          told.add("spawn");
          spawned.add(future);
        });
  }

  private String polls(Future<String> future, int count) {
    for (var i = 0; i < count; i++) {
      told.add(ThreeChildren.outcome(Polled.of(future, Waker.NONE)));
    }
    return said();
  }

  /// What an executor does with its new tasks.
  private void drain() {
    for (var future : spawned) {
      var polled = Polled.of(future, Waker.NONE);
      for (var i = 0; i < POLLS_MAX && ThreeChildren.outcome(polled).equals("pending"); i++) {
        polled = Polled.of(future, Waker.NONE);
      }
    }
  }

  private String said() {
    return told.isEmpty() ? "nothing" : String.join(", ", told);
  }

  private static String order(String seen) {
    if (!seen.contains("poll bye")) return "nobody said goodbye: poll bye when work has ended";
    if (seen.contains("poll bye, poll bye")) {
      return "bye was polled again and again within one poll: it is pending, and so are you";
    }
    return seen.contains("ready R0, ") || seen.endsWith("poll bye, ready R0, failed")
        ? "the value was told before bye had ended: keep it until then"
        : "work to its end, then bye to its end, then what work came to";
  }

  private static String handedOver(String seen) {
    if (seen.contains("poll bye") && !seen.contains("spawn")) {
      return "close polled bye until it was ready: a close that waits keeps everybody on this"
          + " thread waiting";
    }
    if (!seen.contains("spawn")) {
      return "cancelled, and nobody says goodbye: give bye to spawn, which outlives you";
    }
    if (seen.equals("spawn, close work")) {
      return "the goodbye could begin while work goes on: close work first";
    }
    return seen.startsWith("spawn")
        ? "work still has what it was given: close it first, then hand bye over"
        : "close work, hand bye over, and wait for neither";
  }
}

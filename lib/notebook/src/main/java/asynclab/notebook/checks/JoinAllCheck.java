package asynclab.notebook.checks;

import asynclab.futures.Polled;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The check `07.join-all`: three futures that end when the check says so.
@Examination
final class JoinAllCheck {
  static final Exercise<Joiner> EXERCISE =
      new Exercise<>("07.join-all", Joiner.class, "Joiner mine = MyJoin::new;", JoinAllCheck.class);

  @BeforeAll
  static void hangs(Trial trial) {
    trial.ifItHangs("poll() must not wait: poll the children once and return");
  }

  @Test
  @Order(1)
  @DisplayName("a, b, c: the first poll")
  void begins(Joiner mine, Trial trial) throws Exception {
    trial.expect(
        "poll a, poll b, poll c, pending",
        () -> {
          var three = new ThreeChildren();
          return three.poll(mine.join(three.list()));
        },
        seen ->
            seen.equals("poll a, pending")
                ? "only a has begun: returning at the first Pending makes them wait in a row"
                : "a future begins when it is polled: the first poll polls each of them once");
  }

  @Test
  @Order(2)
  @DisplayName("then b is woken, and has to wait again")
  void wakes_one(Joiner mine, Trial trial) throws Exception {
    trial.expect(
        "woken 1 time; poll b, pending",
        () -> {
          var three = new ThreeChildren();
          var all = mine.join(three.list());
          three.poll(all);
          var wakes = three.wakesOf(three.b::wake);
          return "woken " + wakes + " time" + (wakes == 1 ? "" : "s") + "; " + three.poll(all);
        },
        JoinAllCheck::woken);
  }

  @Test
  @Order(3)
  @DisplayName("they end: c, then a, then b")
  void order(Joiner mine, Trial trial) throws Exception {
    trial.expect(
        "pending; pending; ready [A, B, C]",
        () -> {
          var three = new ThreeChildren();
          var all = mine.join(three.list());
          three.poll(all);
          three.c.end(Polled.ready("C"));
          var first = three.outcome(all);
          three.a.end(Polled.ready("A"));
          var second = three.outcome(all);
          three.b.end(Polled.ready("B"));
          return first + "; " + second + "; " + three.outcome(all);
        },
        JoinAllCheck::ended);
  }

  @Test
  @Order(4)
  @DisplayName("polled by another waker; then b is woken")
  void latest(Joiner mine, Trial trial) throws Exception {
    trial.expect(
        "the newest waker was called 1 time",
        () -> {
          var three = new ThreeChildren();
          var all = mine.join(three.list());
          var _ = Polled.of(all, () -> {}); // whoever held it before
          three.poll(all);
          var wakes = three.wakesOf(three.b::wake);
          return "the newest waker was called " + wakes + " time" + (wakes == 1 ? "" : "s");
        },
        seen ->
            "only the waker of the latest poll counts: keep it in a field, and let a child's wake"
                + " call what stands there then");
  }

  @Test
  @Order(5)
  @DisplayName("an empty list")
  void none(Joiner mine, Trial trial) throws Exception {
    trial.expect(
        "ready []",
        () -> new ThreeChildren().poll(mine.join(List.of())),
        seen -> "nothing is missing and nobody would ever wake it: it is ready at once");
  }

  @Test
  @Order(6)
  @DisplayName("b has ended, then all is closed")
  void closed(Joiner mine, Trial trial) throws Exception {
    trial.expect(
        "still open: none",
        () -> {
          var three = new ThreeChildren();
          var all = mine.join(three.list());
          three.poll(all);
          three.b.end(Polled.ready("B"));
          three.poll(all);
          all.close();
          return three.open();
        },
        seen -> "the children belong to the joined future: closing it closes those that wait");
  }

  private static String woken(String seen) {
    if (seen.startsWith("woken 0")) {
      return "b's wake reached nobody: a child's waker must also wake the executor";
    }
    if (seen.contains("poll a")) {
      return "b alone was woken, and all were polled: give each child a waker that notes who it is";
    }
    return "b was woken: the next poll polls b, and nobody else";
  }

  private static String ended(String seen) {
    if (seen.contains("is polled again")) {
      return "a future is ready once: note who has ended, and leave it alone";
    }
    if (seen.contains("null")) return "keep each value when its future ends: it is given once";
    return seen.contains("[C, A, B]")
        ? "that is the order in which they ended: a value belongs at its place in the list"
        : "ready when the last one has ended, with the values in the order of the list";
  }
}

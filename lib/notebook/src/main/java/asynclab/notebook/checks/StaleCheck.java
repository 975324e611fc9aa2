package asynclab.notebook.checks;

import asynclab.syscalls.Epoll;
import asynclab.syscalls.EpollEvent;
import asynclab.syscalls.Eventfd;
import asynclab.syscalls.SyscallException;
import asynclab.syscalls.Unistd;
import java.util.StringJoiner;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The check `04b.stale`: a socket closed in the batch in which its event waits.
@Examination
final class StaleCheck {
  static final Exercise<Table> EXERCISE =
      new Exercise<>(
          "04b.stale", Table.class, "class MyTable implements Table { … }", StaleCheck.class);

  /// Numbers that no process has open: only the last two tests need real descriptors.
  private static final int FIRST = 1_000_007;

  private static final int SECOND = 1_000_008;

  private StringJoiner said = silence();
  private long second;
  private long third;

  private static StringJoiner silence() {
    return new StringJoiner(" ").setEmptyValue("silence");
  }

  @Test
  @Order(1)
  @DisplayName("an event for A")
  void one(Table table, Trial trial) throws Exception {
    trial.expect(
        "A",
        () -> {
          var token = table.register(FIRST, () -> said.add("A"));
          table.dispatch(token);
          table.close(token);
          return said;
        },
        seen -> "the handler of a live token runs, once");
  }

  @Test
  @Order(2)
  @DisplayName("A closes B, C gets B's number, B's event comes")
  void batch(Table table, Trial trial) throws Exception {
    said = silence();
    trial.expect(
        "A",
        () -> {
          var first = table.register(FIRST, () -> closeSecond(table));
          second = table.register(SECOND, () -> said.add("B"));
          table.dispatch(first);
          table.dispatch(second); // stale: B has left since the wait
          var answer = said.toString();
          table.close(first);
          return answer;
        },
        this::idea);
  }

  private void closeSecond(Table table) {
    said.add("A");
    table.close(second);
    third = table.register(SECOND, () -> said.add("C"));
  }

  private String idea(String seen) {
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

  @Test
  @Order(3)
  @DisplayName("then an event for C")
  void youngest(Table table, Trial trial) throws Exception {
    said = silence();
    trial.expect(
        "C",
        () -> {
          table.dispatch(third);
          table.close(third);
          return said;
        },
        seen -> "the new owner of the number has a token of its own");
  }

  @Test
  @Order(4)
  @DisplayName("a token nobody was given")
  void unknown(Table table, Trial trial) throws Exception {
    said = silence();
    trial.expect(
        "silence",
        () -> {
          var token = table.register(FIRST, () -> said.add("A"));
          table.close(token);
          table.dispatch(token);
          table.dispatch(Long.MAX_VALUE);
          return said;
        },
        seen -> "an unknown token does nothing");
  }

  @Test
  @Order(5)
  @DisplayName("B has a duplicate (dup) and is closed: its events go on")
  void duplicate(Table table, Trial trial) throws Exception {
    said = silence();
    var epoll = Epoll.create1(Epoll.EPOLL_CLOEXEC);
    try {
      trial.expect(
          "1 event: silence",
          () -> closedWithDuplicate(table, epoll),
          seen ->
              "the kernel forgets B only with its last descriptor, and the duplicate is one: it"
                  + " is the table that has to forget");
    } finally {
      Unistd.close(epoll);
    }
  }

  private String closedWithDuplicate(Table table, int epoll) throws SyscallException {
    var fd = Eventfd.eventfd(1, Eventfd.EFD_CLOEXEC);
    var copy = Unistd.dup(fd);
    try {
      var token = table.register(fd, () -> said.add("B"));
      Epoll.ctl(epoll, Epoll.EPOLL_CTL_ADD, fd, new EpollEvent(Epoll.EPOLLIN, token));
      table.close(token);
      Unistd.close(fd);
      var events = Epoll.wait(epoll, 8, 0);
      events.forEach(event -> table.dispatch(event.data()));
      return events.size() + " event: " + said;
    } finally {
      Unistd.close(copy);
    }
  }
}

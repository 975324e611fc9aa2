package asynclab.notebook.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Waker;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// The checks of futures made of futures: what passes, and what each wrong idea is told.
@EnabledOnOs(value = OS.LINUX, disabledReason = "what is left behind is looked up in /proc")
class JoinAndRaceChecksTest {
  @Test
  void the_joined_future_of_the_library_passes() throws IOException {
    assertEquals("ok: 07.join-all, 6 of 6 as expected", head(joined(Future::joinAll)));
  }

  @Test
  void awaiting_in_a_row_begins_only_one() throws IOException {
    assertTold("only a has begun", joined(list -> new InARow(list)));
  }

  /// Waits for each before it asks the next.
  private static final class InARow implements Future<List<String>> {
    private final Future<List<String>> all;

    InARow(List<Future<String>> list) {
      all =
          list.isEmpty()
              ? Future.ready(List.of())
              : list.get(0)
                  .then(a -> list.get(1).then(b -> list.get(2).map(c -> List.of(a, b, c))));
    }

    @Override
    public Polled<List<String>> poll(Waker waker) {
      return all.poll(waker);
    }

    @Override
    public void close() {
      all.close();
    }
  }

  @Test
  void polling_all_when_one_was_woken_is_seen() throws IOException {
    assertTold("b alone was woken, and all were polled", joined(list -> new Plain(list, true)));
  }

  @Test
  void whoever_leaves_the_children_open_is_told() throws IOException {
    assertTold("closing it closes those that wait", joined(list -> new Plain(list, false)));
  }

  @Test
  void an_empty_list_that_waits_is_told() throws IOException {
    assertTold(
        "nobody would ever wake it",
        joined(list -> list.isEmpty() ? Future.never() : Future.joinAll(list)));
  }

  @Test
  void values_in_the_order_of_their_ends_are_told() throws IOException {
    assertTold(
        "a value belongs at its place in the list",
        joined(list ->
            Future.joinAll(list)
                .map(all -> all.isEmpty() ? all : List.of(all.get(2), all.get(0), all.get(1)))));
  }

  /// Polls everybody that has not ended, each time.
  private static final class Plain implements Future<List<String>> {
    private final List<Future<String>> list;
    private final String[] values;
    private final boolean closes;

    Plain(List<Future<String>> list, boolean closes) {
      this.list = list;
      this.closes = closes;
      values = new String[list.size()];
    }

    @Override
    public Polled<List<String>> poll(Waker waker) {
      var missing = 0;
      for (var i = 0; i < values.length; i++) {
        if (values[i] != null) continue;
        if (list.get(i).poll(waker) instanceof asynclab.futures.Ready<String> ready) {
          values[i] = ready.get();
        } else {
          missing++;
        }
      }
      return missing == 0 ? Polled.ready(List.of(values)) : Polled.pending();
    }

    @Override
    public void close() {
      if (closes) list.forEach(Future::close);
    }
  }

  @Test
  void the_first_waker_is_not_the_latest() throws IOException {
    assertTold(
        "only the waker of the latest poll counts",
        joined(list -> {
          var all = Future.joinAll(list);
          return new Future<>() {
            private Waker first = Waker.NONE;

            @Override
            public Polled<List<String>> poll(Waker waker) {
              if (first == Waker.NONE) first = waker;
              return all.poll(first);
            }

            @Override
            public void close() {
              all.close();
            }
          };
        }));
  }

  @Test
  void the_race_of_the_library_passes() throws IOException {
    assertEquals("ok: 07.race, 5 of 5 as expected", head(race(Future::race)));
  }

  @Test
  void a_loser_left_open_is_told() throws IOException {
    assertTold(
        "the losers still wait",
        race(list -> Future.race(list.stream().<Future<String>>map(it -> it::poll).toList())));
  }

  @Test
  void a_race_won_by_the_last_one_is_told() throws IOException {
    assertTold("the first in the list wins", race(list -> Future.race(list.reversed())));
  }

  @Test
  void a_failure_that_loses_is_told() throws IOException {
    assertTold(
        "a failure is an end too",
        race(list ->
            Future.race(list.stream().map(it -> it.recover(e -> Future.never())).toList())));
  }

  private static void assertTold(String reply, String answer) {
    assertTrue(answer.startsWith("not yet"), answer);
    assertTrue(answer.contains(reply), answer);
  }

  private static String head(String answer) {
    return answer.lines().findFirst().orElse("");
  }

  private static String joined(Joiner mine) throws IOException {
    return Answers.to("07.join-all", mine);
  }

  private static String race(Racer mine) throws IOException {
    return Answers.to("07.race", mine);
  }
}

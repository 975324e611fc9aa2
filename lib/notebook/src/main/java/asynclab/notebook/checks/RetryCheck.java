package asynclab.notebook.checks;

import asynclab.futures.Future;
import asynclab.futures.Polled;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The check `12b.retry`: how many requests are made, and who pays.
@Examination
final class RetryCheck {
  static final Exercise<Retry> EXERCISE =
      new Exercise<>("12b.retry", Retry.class, "Retry mine = new MyRetry();", RetryCheck.class);

  private static final int REQUESTS_MAX = 10;
  private static final int POLLS_MAX = 20;

  private final List<String> told = new ArrayList<>();
  private final List<ScriptedChild> requests = new ArrayList<>();
  private int budget;

  @BeforeAll
  static void hangs(Trial trial) {
    trial.ifItHangs("it makes requests for ever, or waits inside of poll");
  }

  @BeforeEach
  void afresh() {
    told.clear();
    requests.clear();
    budget = 0;
  }

  @Test
  @Order(1)
  @DisplayName("made, and not polled yet")
  void lazy(Retry mine, Trial trial) throws Exception {
    trial.expect(
        "nothing",
        () -> {
          made(mine);
          return said();
        },
        _ -> "a request was made before the first poll: nobody has asked for it yet");
  }

  @Test
  @Order(2)
  @DisplayName("a budget of 5; the third request succeeds")
  void succeeds(Retry mine, Trial trial) throws Exception {
    budget = 5;

    trial.expect(
        "request 1, pay, request 2, pay, request 3, ready R3",
        () -> {
          var future = made(mine);
          var goesOn = fail(future, "down");
          if (goesOn && fail(future, "down")) {
            requests.getLast().end(Polled.ready("R3"));
            end(future);
          }
          return said();
        },
        RetryCheck::why);
  }

  @Test
  @Order(3)
  @DisplayName("a budget of 2; every request fails")
  void spent(Retry mine, Trial trial) throws Exception {
    budget = 2;

    trial.expect(
        "request 1, pay, request 2, pay, request 3, refused, failed: IOException: down 3",
        () -> {
          var future = made(mine);
          for (var i = 0; i < POLLS_MAX && fail(future, "down"); i++) {}
          return said();
        },
        RetryCheck::why);
  }

  @Test
  @Order(4)
  @DisplayName("a budget of 5; the request is cancelled")
  void cancelled(Retry mine, Trial trial) throws Exception {
    budget = 5;

    trial.expect(
        "request 1, failed: CancellationException: enough",
        () -> {
          var future = made(mine);
          poll(future);
          requests.getLast().end(Polled.failed(new CancellationException("enough")));
          end(future);
          return said();
        },
        seen ->
            seen.contains("request 2")
                ? "cancelled, and it asks again: somebody wanted that to end"
                : "the cancellation is the end of the whole, and costs nothing");
  }

  @Test
  @Order(5)
  @DisplayName("a budget of 5; closed in the middle of request 2")
  void closed(Retry mine, Trial trial) throws Exception {
    budget = 5;

    trial.expect(
        "request 1, pay, request 2, close 2",
        () -> {
          var future = made(mine);
          if (fail(future, "down")) poll(future);
          future.close();
          return said();
        },
        seen ->
            seen.contains("request 3")
                ? "closed, and it asks again: nobody waits for that answer"
                : seen.contains("close")
                    ? "once is enough"
                    : "nobody waits any more, and the request goes on: close what is under way");
  }

  private Future<String> made(Retry mine) {
    return mine.of(this::request, this::pay);
  }

  private Future<String> request() {
    if (requests.size() >= REQUESTS_MAX) {
      throw new CancellationException("the check ends here: " + REQUESTS_MAX + " requests");
    }
    var number = requests.size() + 1;
    told.add("request " + number);
    var request = new ScriptedChild("" + number, this::tell);
    requests.add(request);
    return request;
  }

  private void tell(String event) {
    if (event.startsWith("close")) told.add(event);
  }

  private boolean pay() {
    told.add(budget > 0 ? "pay" : "refused");
    return budget-- > 0;
  }

  /// Polls, lets the newest request fail, and polls again; whether that was pending.
  private boolean fail(Future<String> future, String text) {
    if (!poll(future).equals("pending")) return false;
    requests.getLast().end(Polled.failed(new IOException(text + " " + requests.size())));
    return end(future);
  }

  /// Polls, and tells the end, if it is one; whether it was none.
  private boolean end(Future<String> future) {
    var outcome = poll(future);
    return outcome.equals("pending");
  }

  private String poll(Future<String> future) {
    var outcome = ThreeChildren.outcome(Polled.of(future, () -> {}));
    if (!outcome.equals("pending")) told.add(outcome);
    return outcome;
  }

  private String said() {
    return told.isEmpty() ? "nothing" : String.join(", ", told);
  }

  private static String why(String seen) {
    if (seen.contains("request 10")) {
      return "it asks for ever: ten requests for one answer, and nobody counts";
    }
    if (seen.startsWith("pay, ") || seen.startsWith("refused")) {
      return "the first request is free: the budget pays for those that come after it";
    }
    if (seen.startsWith("request 1, failed")) return "it never tries again";
    if (!seen.contains("pay")) return "nobody asked the budget: each further request is paid for";
    if (seen.endsWith("down 1")) return "that was the first failure: tell the last one";
    return "a request; and for each further one a payment before it";
  }
}

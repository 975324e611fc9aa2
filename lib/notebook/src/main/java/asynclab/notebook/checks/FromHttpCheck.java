package asynclab.notebook.checks;

import asynclab.futures.Future;
import asynclab.futures.Waker;
import asynclab.notebook.checks.AskedFuture.Ring;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The check `10.from-http`: a client that sends nothing anywhere, and answers when it is told.
@Examination
final class FromHttpCheck {
  static final Exercise<FromHttp> EXERCISE =
      new Exercise<>(
          "10.from-http", FromHttp.class, "FromHttp mine = MyRequest::new;", FromHttpCheck.class);

  private static final String NONE = "0 requests";
  private static final String SENDS = "the first poll sends: nobody else will";

  /// What was sent: each answer depends on another stage, as those of `HttpClient` do.
  private static final class Client implements FromHttp.Sender {
    private final List<CompletableFuture<String>> asked = new ArrayList<>();
    private final List<CompletableFuture<String>> given = new ArrayList<>();
    private final Trial trial;

    Client(Trial trial) {
      this.trial = trial;
    }

    @Override
    public CompletableFuture<String> send() {
      var first = new CompletableFuture<String>();
      var second = first.thenApply(Function.identity());
      trial.closeIfItHangs(() -> first.cancel(false));
      asked.add(first);
      given.add(second);
      return second;
    }

    /// Completes the first request by `answer`, if there is one.
    boolean answered(Consumer<CompletableFuture<String>> answer) {
      if (asked.isEmpty()) return false;
      answer.accept(asked.getFirst());
      return true;
    }

    String sent() {
      return asked.size() == 1 ? "1 request" : asked.size() + " requests";
    }
  }

  @BeforeAll
  static void hangs(Trial trial) {
    trial.ifItHangs("poll() waits for the answer and keeps the executor's only thread");
  }

  @Test
  @Order(1)
  @DisplayName("made, and not polled")
  void lazy(FromHttp mine, Trial trial) throws Exception {
    trial.expect(
        "0 requests",
        () -> {
          var client = new Client(trial);
          var _ = mine.of(client);
          return client.sent();
        },
        _ -> "it was sent when the future was made: a polled future does nothing before its poll");
  }

  @Test
  @Order(2)
  @DisplayName("polled three times, no answer yet")
  void polls(FromHttp mine, Trial trial) throws Exception {
    trial.expect(
        "Pending, Pending, Pending; 1 request",
        () -> {
          var client = new Client(trial);
          var polls = new AskedFuture(mine.of(client)).polls(3);
          return polls + "; " + client.sent();
        },
        seen -> {
          if (seen.endsWith("; 0 requests")) return SENDS;
          return seen.endsWith("; 3 requests")
              ? "each poll sent a request of its own: keep what the first was given"
              : "one request, and Pending until it is answered";
        });
  }

  @Test
  @Order(3)
  @DisplayName("polled with three wakers, then answered: wakes of each, and the next poll")
  void wakes(FromHttp mine, Trial trial) throws Exception {
    trial.expect(
        "wakes: 0 0 1, then Ready R0",
        () -> {
          var client = new Client(trial);
          var asked = new AskedFuture(mine.of(client));
          var rings = List.of(new Ring(), new Ring(), new Ring());
          for (var ring : rings) asked.poll(ring);
          if (!client.answered(it -> it.complete("R0"))) return client.sent();
          var counts = rings.stream().map(ring -> String.valueOf(ring.count())).toList();
          return "wakes: %s, then %s".formatted(String.join(" ", counts), asked.poll(new Ring()));
        },
        seen -> {
          if (seen.equals(NONE)) return SENDS;
          if (seen.startsWith("wakes: 0 0 0")) return "Pending, and nobody will wake it";
          if (seen.startsWith("wakes: 1 1 1")) {
            return "each poll left a callback of its own: one does, and the newest waker counts";
          }
          return seen.startsWith("wakes: 1 0 0")
              ? "it keeps its first waker: the task that polls now sleeps for ever"
              : "the waker of the latest poll is called, once, and the next poll has the answer";
        });
  }

  @Test
  @Order(4)
  @DisplayName("the answer comes on one thread, and the waker's executor polls on another")
  void lock(FromHttp mine, Trial trial) throws Exception {
    trial.ifItHangs(
        "your waker is called with a lock held, and the poll it sets off waits for that lock:"
            + " call wakers outside");
    trial.expect(
        "Ready R0",
        () -> {
          var client = new Client(trial);
          var future = mine.of(client);
          var said = new ArrayList<String>();
          var _ = future.poll(pollingElsewhere(future, said));
          if (!client.answered(it -> it.complete("R0"))) return client.sent();
          return said.isEmpty() ? "no wake" : said.getFirst();
        },
        seen ->
            seen.equals(NONE)
                ? SENDS
                : "by the time the waker is called, a poll on any thread must find the answer");
    trial.ifItHangs("poll() waits for the answer and keeps the executor's only thread");
  }

  /// A waker that does not return before another thread has polled.
  private static Waker pollingElsewhere(Future<String> future, List<String> said) {
    return () -> {
      var other =
          Thread.ofPlatform()
              .daemon()
              .name("another executor")
              .start(() -> said.add(new AskedFuture(future).poll(new Ring())));
      try {
        other.join();
      } catch (InterruptedException hung) {
        Thread.currentThread().interrupt();
      }
    };
  }

  @Test
  @Order(5)
  @DisplayName("the request fails: no route")
  void failure(FromHttp mine, Trial trial) throws Exception {
    trial.expect(
        "failed with java.io.IOException: no route",
        () -> {
          var client = new Client(trial);
          var asked = new AskedFuture(mine.of(client));
          asked.poll(new Ring());
          var failure = new IOException("no route");
          if (!client.answered(it -> it.completeExceptionally(failure))) return client.sent();
          return asked.poll(new Ring());
        },
        seen -> {
          if (seen.equals(NONE)) return SENDS;
          return seen.contains("CompletionException") || seen.contains("ExecutionException")
              ? "that is the JDK's wrapper: whoever awaits wants the failure itself"
              : "a failure is an answer too: Polled.failed(cause)";
        });
  }

  @Test
  @Order(6)
  @DisplayName("closed with the request under way")
  void cancels(FromHttp mine, Trial trial) throws Exception {
    trial.expect(
        "cancelled",
        () -> {
          var client = new Client(trial);
          var future = mine.of(client);
          var _ = future.poll(Waker.NONE);
          future.close();
          if (client.given.isEmpty()) return client.sent();
          return client.given.getFirst().isCancelled() ? "cancelled" : "still under way";
        },
        seen ->
            seen.equals(NONE)
                ? SENDS
                : "nobody wants the answer any more, and its connection is still held: cancel it");
  }

  @Test
  @Order(7)
  @DisplayName("closed before its first poll")
  void early(FromHttp mine, Trial trial) throws Exception {
    trial.expect(
        "0 requests",
        () -> {
          var client = new Client(trial);
          mine.of(client).close();
          return client.sent();
        },
        _ -> "there was nothing to cancel: whoever gives up unasked sends nothing");
  }
}

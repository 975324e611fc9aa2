package asynclab.notebook.checks;

import asynclab.notebook.checks.AskedFuture.Ring;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The check `06.from-completable`: the other side ends when the check says so.
@Examination
final class CompletableBridgeCheck {
  static final Exercise<CompletableBridge> EXERCISE =
      new Exercise<>(
          "06.from-completable",
          CompletableBridge.class,
          "CompletableBridge mine = MyBridge::new;",
          CompletableBridgeCheck.class);

  @BeforeAll
  static void hangs(Trial trial) {
    trial.ifItHangs(
        "poll() waits for the source and keeps the executor's only thread: ask isDone() first");
  }

  @Test
  @Order(1)
  @DisplayName("a source that is complete already")
  void complete(CompletableBridge mine, Trial trial) throws Exception {
    trial.expect(
        "Ready x",
        () -> new AskedFuture(mine.from(CompletableFuture.completedFuture("x"))).poll(new Ring()),
        _ -> "nothing is left to wait for, so the first poll has the answer");
  }

  @Test
  @Order(2)
  @DisplayName("polled, then the source completes, polled again")
  void later(CompletableBridge mine, Trial trial) throws Exception {
    trial.expect(
        "Pending, 1 wake, Ready x",
        () -> {
          var source = source(trial);
          var asked = new AskedFuture(mine.from(source));
          var ring = new Ring();
          var first = asked.poll(ring);
          source.complete("x");
          var wakes = ring.count() == 1 ? "1 wake" : ring.count() + " wakes";
          return "%s, %s, %s".formatted(first, wakes, asked.poll(new Ring()));
        },
        seen ->
            seen.startsWith("Pending, 0 wakes")
                ? "Pending, and nobody will wake it: the source has to call you back"
                : "not yet complete is Pending, and completing it calls the waker once");
  }

  @Test
  @Order(3)
  @DisplayName("three polls with a waker each, then the source completes")
  void latest(CompletableBridge mine, Trial trial) throws Exception {
    trial.expect(
        "wakes: 0 0 1",
        () -> {
          var source = source(trial);
          var asked = new AskedFuture(mine.from(source));
          var rings = Stream.generate(Ring::new).limit(3).toList();
          rings.forEach(asked::poll);
          source.complete("x");
          return rings.stream()
              .map(ring -> String.valueOf(ring.count()))
              .collect(Collectors.joining(" ", "wakes: ", ""));
        },
        seen ->
            switch (seen) {
              case "wakes: 1 1 1" ->
                  "each poll left a callback of its own: only the latest waker counts";
              case "wakes: 1 0 0" ->
                  "it keeps its first waker: the task that polls now sleeps for ever";
              default -> "the waker of the latest poll is called, and once";
            });
  }

  @Test
  @Order(4)
  @DisplayName("the callbacks that 1,000 polls leave with the source")
  void callbacks(CompletableBridge mine, Trial trial) throws Exception {
    trial.expect(
        "1",
        () -> {
          var source = source(trial);
          var asked = new AskedFuture(mine.from(source));
          for (var i = 0; i < 1000; i++) asked.poll(new Ring());
          return source.getNumberOfDependents();
        },
        _ -> "a task may be polled any number of times before its source ends: one callback does");
  }

  @Test
  @Order(5)
  @DisplayName("the source fails: no disk")
  void failure(CompletableBridge mine, Trial trial) throws Exception {
    trial.expect(
        "failed with java.io.IOException: no disk",
        () -> {
          var source = source(trial);
          var asked = new AskedFuture(mine.from(source));
          asked.poll(new Ring());
          source.completeExceptionally(new IOException("no disk"));
          return asked.poll(new Ring());
        },
        seen ->
            seen.contains("CompletionException") || seen.contains("ExecutionException")
                ? "that is the JDK's wrapper: whoever awaits wants the failure itself"
                : "a failure is an answer too: Polled.failed(cause)");
  }

  /// One that ends when the learner's code waits for it: `join()` hears no interrupt.
  private static CompletableFuture<String> source(Trial trial) {
    var source = new CompletableFuture<String>();
    trial.closeIfItHangs(() -> source.cancel(false));
    return source;
  }
}

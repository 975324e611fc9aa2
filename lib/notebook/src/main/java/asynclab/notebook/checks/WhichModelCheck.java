package asynclab.notebook.checks;

import asynclab.notebook.checks.Choices.Case;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The check `02.which-model`: eight jobs, each with a constraint that rules something out.
@Examination
final class WhichModelCheck {
  static final Exercise<WhichModel> EXERCISE =
      new Exercise<>(
          "02.which-model",
          WhichModel.class,
          "WhichModel mine = () -> \"\"\"…\"\"\";",
          WhichModelCheck.class);

  private static final String COMPUTES =
      "it computes and never blocks: more threads than CPUs gain nothing, and a virtual thread"
          + " gives way only where it blocks";
  private static final String TOO_MANY =
      "100,000 stacks of the system are some gigabytes of memory; what waits must hold less";

  private static final Choices CHOICES =
      new Choices(
          new Choices.Told(
              "chosen", "the job's own words, a colon, and a model make a line", "model"),
          List.of("pool", "thread", "virtual", "callback", "future", "coroutine"),
          List.of(
              new Case(
                  "hash 4 files that lie in memory, on 4 CPUs",
                  Set.of("pool", "thread"),
                  Map.of("virtual", COMPUTES),
                  COMPUTES),
              new Case(
                  "100,000 idle chats, code that reads line by line",
                  Set.of("virtual"),
                  Map.of(
                      "thread",
                      TOO_MANY,
                      "pool",
                      "a thread of a pool reads one connection at a time: the others starve"),
                  "it blocks in straight lines and there are 100,000 of it"),
              new Case(
                  "a C library that keeps its state in the calling thread",
                  Set.of("thread", "pool"),
                  Map.of(
                      "virtual",
                      "between two calls a virtual thread may change its carrier, and C's thread locals"
                          + " are the carrier's"),
                  "C knows threads of the system alone: it needs one that stays the same"),
              new Case(
                  "10,000 blocking calls at once, no virtual threads",
                  Set.of("thread"),
                  Map.of(
                      "pool",
                      "a pool of fewer threads lets the rest wait in its queue: they are not at once",
                      "virtual",
                      "there are none in that Java",
                      "callback",
                      "the calls block: a loop would stand still in the first of them",
                      "future",
                      "the calls block, whoever completes the future",
                      "coroutine",
                      "the calls block: a coroutine leaves at its own awaits alone"),
                  "10,000 threads are about a gigabyte of stacks: dear, and they run"),
              new Case(
                  "an answer to be drawn by a window's one thread",
                  Set.of("callback", "future", "coroutine"),
                  Map.of(
                      "thread", "a thread of its own must not draw",
                      "virtual", "a thread of its own must not draw",
                      "pool", "a thread of a pool must not draw"),
                  "the answer has to come as a call on the thread that draws"),
              new Case(
                  "two CompletableFutures at once, a third needs both",
                  Set.of("future"),
                  Map.of(
                      "callback",
                      "two callbacks would have to find out who came last: thenCombine"),
                  "what is there already combines: thenCombine, then thenCompose"),
              new Case(
                  "a million half-read trees, the next node on demand",
                  Set.of("coroutine"),
                  Map.of(
                      "virtual", "a virtual thread keeps a kilobyte and more, and a switch a node",
                      "thread", "a million stacks"),
                  "a place and a few locals are all that each has to keep"),
              new Case(
                  "a blocking driver, an 11th connection is refused",
                  Set.of("pool"),
                  Map.of(
                      "thread", "as many threads as callers: the 11th is refused",
                      "virtual",
                          "as many as there are callers; ten at a time would take a semaphore too",
                      "callback", "the driver blocks: a loop would stand still in its first call"),
                  "ten threads are the limit that the database wants: a pool's queue keeps the"
                      + " rest")));

  @TestFactory
  Stream<DynamicTest> jobs(WhichModel mine, Trial trial) {
    trial.ifItHangs("eight lines of text need no wait");
    return CHOICES.tests(mine::chosen, trial);
  }
}

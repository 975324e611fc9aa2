package asynclab.notebook.checks;

import asynclab.notebook.checks.Choices.Case;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The check `06.whose-job`: ten duties, in Rust and in this lab.
@Examination
final class WhoseJobCheck {
  static final Exercise<WhoseJob> EXERCISE =
      new Exercise<>(
          "06.whose-job",
          WhoseJob.class,
          "WhoseJob mine = () -> \"\"\"…\"\"\";",
          WhoseJobCheck.class);

  private static final String CALLS =
      "it takes a queue and a thread that comes back to it: that is an executor";

  private static final Choices CHOICES =
      new Choices(
          new Choices.Told(
              "chosen", "the duty's own words, a colon, and an answer make a line", "answer"),
          List.of("language", "library", "runtime", "nobody"),
          List.of(
              new Case(
                  "the word await, in Rust",
                  "language",
                  Map.of("runtime", "a runtime only polls what the compiler has made of it"),
                  "the compiler knows the word, and makes a state machine of the function"),
              new Case(
                  "the word await, in Java",
                  "nobody",
                  Map.of(
                      "language",
                      "Java's language has no such word: the next chapter rewrites methods instead"),
                  "Java has threads that are cheap to block, and no word for leaving a method"),
              new Case(
                  "the trait Future, in Rust",
                  "library",
                  Map.of(
                      "runtime",
                      "then a future of one runtime could not run on another: the trait is std's",
                      "language",
                      "the compiler makes futures, but the trait is a few lines of std"),
                  "it stands in std, for all runtimes"),
              new Case(
                  "the type Waker, in Rust",
                  "library",
                  Map.of(
                      "runtime",
                      "a runtime makes wakers; the type stands in std, so that any future can call"
                          + " any runtime's"),
                  "it stands in std; what wake() does is the runtime's"),
              new Case(
                  "the interface Future, in this lab",
                  "library",
                  Map.of("runtime", "asynclab.futures has no thread, no clock and no socket in it"),
                  "it stands in asynclab.futures"),
              new Case(
                  "joinAll, in this lab",
                  "library",
                  Map.of(
                      "runtime",
                      "it holds other futures and hands their wakers on: any executor will do"),
                  "a future made of futures needs to know no executor"),
              new Case("which task is polled next", "runtime", Map.of(), CALLS),
              new Case(
                  "a sleep of 200 ms",
                  "runtime",
                  Map.of(
                      "library",
                      "somebody must look at a clock while all futures rest: that is a timer's, and the"
                          + " executor waits for it"),
                  "it takes a clock, and somebody who waits for it"),
              new Case(
                  "calling wake() when a socket can be read",
                  "runtime",
                  Map.of(
                      "library",
                      "a resting future runs no code: who sits in the event queue calls, the reactor",
                      "nobody",
                      "then the task would sleep for ever"),
                  "the reactor waits in the event queue, and keeps a waker for each token"),
              new Case(
                  "taking the thread from a poll that takes too long",
                  "nobody",
                  Map.of(
                      "runtime",
                      "an executor has the thread back only when poll() returns: futures are"
                          + " cooperative",
                      "language",
                      "the compiler marks where a function may be left, and between two awaits nobody"
                          + " interrupts it"),
                  "futures are cooperative: long work has to go to a thread of its own")));

  @TestFactory
  Stream<DynamicTest> duties(WhoseJob mine, Trial trial) {
    trial.ifItHangs("ten lines of text need no wait");
    return CHOICES.tests(mine::chosen, trial);
  }
}

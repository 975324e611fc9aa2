package asynclab.notebook.checks;

import asynclab.notebook.checks.Choices.Case;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The check `09.sort`: ten errors of Rust's compiler, and where they show in Java.
@Examination
final class WhenSeenCheck {
  static final Exercise<WhenSeen> EXERCISE =
      new Exercise<>(
          "09.sort", WhenSeen.class, "WhenSeen mine = () -> \"\"\"…\"\"\";", WhenSeenCheck.class);

  private static final String ARENA =
      "the arena knows it, and javac knows no arena: the access throws IllegalStateException";

  private static final Choices CHOICES =
      new Choices(
          new Choices.Told("sorted", "its own words, a colon, and its place make a line", "place"),
          List.of("compile", "run", "never"),
          List.of(
              new Case(
                  "a case is missing in a match over an enum",
                  "compile",
                  Map.of(),
                  "a switch over a sealed type without default must name all: javac counts them"),
              new Case(
                  "a local is read before it has a value",
                  "compile",
                  Map.of(),
                  "definite assignment is in the language: javac follows each way to the read"),
              new Case(
                  "a variable declared once for all is assigned again",
                  "compile",
                  Map.of("never", "not if it says final: then javac refuses the second assignment"),
                  "it is called final here"),
              new Case(
                  "memory is read after its arena was closed",
                  "run",
                  Map.of(
                      "compile",
                      ARENA,
                      "never",
                      "by a raw address never, by its segment it is: " + ARENA),
                  ARENA),
              new Case(
                  "a value is used after it was moved away",
                  "run",
                  Map.of(
                      "compile",
                      "to javac the variable is as good as before: OffHeap itself has to refuse"),
                  "OffHeap knows that it was moved, and throws"),
              new Case(
                  "a pinned value is moved",
                  "run",
                  Map.of("compile", "its type is the same before and after: the value says no"),
                  "OffHeap refuses: moveTo and swap throw"),
              new Case(
                  "what belongs to one thread is handed to another",
                  "run",
                  Map.of(
                      "compile",
                      "no type says Send here: a confined arena asks at each access who comes"),
                  "a confined arena throws WrongThreadException"),
              new Case(
                  "two threads write to one place without a lock",
                  "never",
                  Map.of(
                      "run",
                      "a shared arena only sees to it that nobody reads after the close: races it"
                          + " lets pass",
                      "compile",
                      "no type says Sync here"),
                  "nobody looks, and the result may be wrong"),
              new Case(
                  "one object has two names, and one of them changes it",
                  "never",
                  Map.of(
                      "run",
                      "lists notice it in their own loops, as well as they can; objects do not"),
                  "that is how references are meant in Java"),
              new Case(
                  "a raw address is read, and nobody wrote unsafe",
                  "never",
                  Map.of(
                      "run",
                      "reinterpret warns, once and where it is not enabled; the read itself is"
                          + " checked by nobody",
                      "compile",
                      "javac has a lint for reinterpret, and compiles it"),
                  "reinterpret gives it whatever bounds one says")));

  @TestFactory
  Stream<DynamicTest> errors(WhenSeen mine, Trial trial) {
    trial.ifItHangs("a few lines of text need no wait");
    return CHOICES.tests(mine::sorted, trial);
  }
}

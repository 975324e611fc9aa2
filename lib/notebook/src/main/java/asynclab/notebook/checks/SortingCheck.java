package asynclab.notebook.checks;

import asynclab.notebook.checks.Choices.Case;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The check `01.sort`: twelve events, and the idea behind each wrong place.
@Examination
final class SortingCheck {
  static final Exercise<Sorting> EXERCISE =
      new Exercise<>(
          "01.sort",
          Sorting.class,
          "Sorting mine = () -> \"a packet arrives at the network card: interrupt\";",
          SortingCheck.class);

  private static final String DEVICE = "a device speaks up, whichever program runs: an interrupt";
  private static final String ASKS = "the program asks the kernel for something: a call";
  private static final String STOPPED =
      "no device speaks here: an instruction of this very thread could not be finished, a fault";

  private static final Choices CHOICES =
      new Choices(
          new Choices.Told(
              "sorted", "the event's own words, a colon, and its kind make a line", "kind"),
          List.of("interrupt", "fault", "call", "none"),
          List.of(
              new Case("a packet arrives at the network card", "interrupt", DEVICE),
              new Case(
                  "the time slice of a thread is over", "interrupt", "the timer is a device too"),
              new Case("a thread asks to sleep for a second", "call", ASKS),
              new Case(
                  "the second of a sleeping thread is over",
                  "interrupt",
                  "a sleeper cannot call, it sleeps: the timer interrupts whoever runs then"),
              new Case(
                  "another CPU wants this one to look at its queue",
                  "interrupt",
                  "for this CPU the other one is a device: the kernel counts it as RES or IPI"),
              new Case("a program loads from address 16", "fault", STOPPED),
              new Case("a program first touches a fresh page of memory", "fault", STOPPED),
              new Case("a program reads from a socket", "call", ASKS),
              new Case("a program maps a file into its memory", "call", ASKS),
              new Case("a program first reads a page of that file", "fault", STOPPED),
              new Case(
                  "a Java thread looks whether the collector wants it to stop",
                  "none",
                  "the thread itself looks, at every turn of a loop: nobody interrupts it, and the"
                      + " kernel hears nothing of it"),
              new Case(
                  "a loop spins until a variable changes",
                  "none",
                  "it loads and compares: busy waiting asks nobody for anything")));

  @TestFactory
  Stream<DynamicTest> events(Sorting mine, Trial trial) {
    trial.ifItHangs("twelve lines of text need no wait");
    return CHOICES.tests(mine::sorted, trial);
  }
}

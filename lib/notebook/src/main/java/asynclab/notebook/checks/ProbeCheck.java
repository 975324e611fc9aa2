package asynclab.notebook.checks;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import asynclab.notebook.ChildJvm;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The check `01.probe`: six addresses of a child JVM, asked about in that child.
@Examination
final class ProbeCheck {
  static final Exercise<Probe> EXERCISE =
      new Exercise<>(
          "01.probe",
          Probe.class,
          "Probe mine = () -> \"boolean readable(long address) { … }\";",
          ProbeCheck.class);

  /// An address, in the words of the program below, and whether it may be read.
  private record Case(String tried, boolean readable) {}

  private static final List<Case> CASES =
      List.of(
          new Case("off-heap memory that the program holds", true),
          new Case("the code of getpid in the C library", true),
          new Case("address 16", false),
          new Case("the middle of 64 MB that were mapped, and are no longer", false),
          new Case("a page that is mapped and must not be touched", false),
          new Case("an address of the kernel", false));

  /// How many of them may be read.
  private static final int HELD = 2;

  /// Asks the learner's method about the addresses of [#CASES], in that order.
  private static final String ASKS =
      """

      void main() throws Throwable {
        var libc = Linker.nativeLinker().defaultLookup();
        MemorySegment unmapped;
        try (var arena = Arena.ofConfined()) {
          unmapped = map(arena, 1 << 26, 3);
        }
        long[] addresses = {
          Arena.global().allocate(8).address(),
          libc.findOrThrow("getpid").address(),
          16,
          unmapped.address() + (1 << 25),
          map(Arena.global(), 4096, 0).address(),
          0xffff888000000000L
        };
        for (var address : addresses) IO.println("answer " + readable(address));
      }

      MemorySegment map(Arena arena, long bytes, int access) throws Exception {
        return asynclab.syscalls.Mman.mmap(arena, bytes, access, 0x22, -1, 0);
      }
      """;

  private ChildJvm child = new ChildJvm(0, "", List.of());
  private List<String> answers = List.of();

  @BeforeAll
  void runsInAChild(Probe mine, Trial trial) throws Exception {
    trial.tries("the program in a JVM of its own");
    child = ChildJvm.run(mine.source() + ASKS);
    answers =
        child
            .output()
            .lines()
            .filter(line -> line.startsWith("answer "))
            .map(line -> line.substring("answer ".length()))
            .toList();
  }

  @TestFactory
  Stream<DynamicTest> addresses(Trial trial) {
    return IntStream.range(0, CASES.size())
        .mapToObj(i -> dynamicTest(CASES.get(i).tried, () -> judge(i, trial)));
  }

  private void judge(int i, Trial trial) throws Exception {
    var expected = word(String.valueOf(CASES.get(i).readable));
    trial.expect(expected, () -> i < answers.size() ? word(answers.get(i)) : end(), this::why);
  }

  private static String word(String answer) {
    return answer.equals("true") ? "may be read" : "may not be read";
  }

  /// Why there is no answer.
  private String end() {
    if (!child.crash().isEmpty()) return "the child died: " + child.crash().getFirst();
    var printed = child.output().isEmpty() ? "" : ": " + child.output();
    return "the child ended with exit code " + child.exitCode() + printed;
  }

  private String why(String seen) {
    if (seen.startsWith("the child died")) {
      return "no Java exception comes for a bad address outside Java's own code: let the kernel look";
    }
    if (seen.startsWith("the child ended")) {
      return "the child gave no answer: what the compiler or the JVM says stands beside this";
    }
    if (Collections.frequency(answers, "true") > HELD + 1) {
      return "where every address seems good, nobody looked at the byte: /dev/null never does";
    }
    return "a write of one byte from there into a pipe tells: 1, or EFAULT";
  }
}

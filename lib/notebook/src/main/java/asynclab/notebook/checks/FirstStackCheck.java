package asynclab.notebook.checks;

import asynclab.fibers.machine.Abi;
import asynclab.notebook.checks.FirstStack.Layout;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The check `05.layout`: the words are compared, then a child JVM runs a fiber on them.
@Examination
final class FirstStackCheck {
  static final Exercise<FirstStack> EXERCISE =
      new Exercise<>(
          "05.layout",
          FirstStack.class,
          "FirstStack mine = () -> new FirstStack.Layout(f, skip, guard, rsp);",
          FirstStackCheck.class);

  private static final int ALIGNED = 16;
  private static final int LOWEST = -256;
  private static final String RAN = "f has run to its end, and guard has given the slot back";

  /// Lays the words out as spawn does, moves them to where the learner wants them, and gives the
  /// fiber its turn. The function holds an aligned store, as a compiler's may at any time.
  private static final String PROGRAM =
      """
      import asynclab.fibers.machine.*;
      import asynclab.syscalls.*;

      void main(String[] learners) throws Throwable {
        var at = Stream.of(learners).mapToInt(Integer::parseInt).toArray();
        var body = Routine.of("f", Os.current(), Processor.X86_64, String.join("\\n",
            "0f 29 44 24 e8    | movaps XMMWORD PTR [rsp-0x18], xmm0 | an aligned store",
            "48 8b 47 08       | mov rax, QWORD PTR [rdi+0x8]        | the flag",
            "c7 00 01 00 00 00 | mov DWORD PTR [rax], 0x1            |",
            "c3                | ret                                 |"));
        var flag = Arena.global().allocate(8);
        try (var fibers = MachineFibers.open()) {
          var fiber = fibers.spawn(body, flag.address());
          var stack = fiber.stack();
          long guard = stack.get(-16), skip = stack.get(-24), f = stack.get(-32);
          long table = stack.get(-8);
          for (var i = -8; i >= -32; i -= 8) stack.set(i, 0);
          if (at[2] < -8) stack.set(at[2] + 8, table);    // guard looks for it there
          stack.set(at[0], f);
          stack.set(at[1], skip);
          stack.set(at[2], guard);
          fiber.context().set("rsp", stack.top() + at[3]);
          fibers.yield();
          var ran = flag.get(ValueLayout.JAVA_LONG, 0) == 1;
          var ended = fiber.state() == State.AVAILABLE;
          IO.println("answer f has " + (ran ? "run to its end" : "never run") + ", and guard has "
              + (ended ? "given the slot back" : "never run"));
        }
      }
      """;

  private Optional<Layout> layout = Optional.empty();

  @Test
  @Order(1)
  @DisplayName("the word that ret finds at rsp")
  void first(FirstStack mine, Trial trial) throws Exception {
    trial.ifItHangs("four numbers need no wait");
    trial.expect("f", () -> first(mine.layout()), FirstStackCheck::whyFirst);
  }

  private String first(Layout learners) {
    layout = Optional.of(learners);
    return at(learners.rsp(), learners);
  }

  private static String whyFirst(String seen) {
    return switch (seen) {
      case "skip" -> "ret takes the word at rsp and goes there: it skips f, which never runs";
      case "guard" -> "f and guard have changed places: ret takes the lowest of the words first";
      default -> "the switch ends in ret, which goes to the word at rsp: f must be that word";
    };
  }

  @Test
  @Order(2)
  @DisplayName("the words from f upwards")
  void order(FirstStack mine, Trial trial) throws Exception {
    trial.expect(
        "f, skip, guard",
        () -> {
          var layout = mine.layout();
          var words = IntStream.range(0, 3).mapToObj(i -> at(layout.f() + 8 * i, layout));
          return String.join(", ", words.toList());
        },
        seen -> "each ret takes the next word above: f returns to skip, and skip to guard");
  }

  @Test
  @Order(3)
  @DisplayName("rsp when f begins, and when guard begins, modulo 16")
  void aligned(FirstStack mine, Trial trial) throws Exception {
    trial.expect(
        "8 and 8",
        () -> "%d and %d".formatted(begins(mine.layout().f()), begins(mine.layout().guard())),
        seen -> whyAligned(mine.layout()));
  }

  /// Where `rsp` is when `ret` has taken the word at `offset`; T is a multiple of 16.
  private static int begins(int offset) {
    return Math.floorMod(offset + Long.BYTES, ALIGNED);
  }

  private static String whyAligned(Layout layout) {
    if (begins(layout.guard()) == Long.BYTES) {
      return "a function begins 8 bytes below a multiple of 16, as after any call: f does not";
    }
    return layout.guard() == -Long.BYTES
        ? "guard in the highest word begins at T itself, 0 mod 16: as after a call it must be 8"
        : "guard begins one word too low or too high: as after a call it must be 8 mod 16";
  }

  @Test
  @Order(4)
  @DisplayName("a fiber on these words, in a JVM of its own")
  void run(Trial trial) throws Exception {
    Assumptions.assumeTrue(layout.isPresent(), "there are no words to run on");
    Assumptions.assumeTrue(
        Abi.current() == Abi.SYSTEM_V, "the machine code is for x86-64, System V");
    var seen = run(layout.get()); // a JVM may take longer to start than an answer may take
    trial.expect(RAN, () -> seen, FirstStackCheck::whyRun);
  }

  private static String run(Layout layout) throws Exception {
    var offsets = new int[] {layout.f(), layout.skip(), layout.guard(), layout.rsp()};
    for (var offset : offsets) {
      if (offset > -8 || offset < LOWEST || offset % 8 != 0) {
        return "not run: %d is no word below T".formatted(offset);
      }
    }
    var arguments = IntStream.of(offsets).mapToObj(String::valueOf).toArray(String[]::new);
    return ChildAnswers.of(PROGRAM, arguments);
  }

  private static String whyRun(String seen) {
    if (seen.startsWith("not run")) {
      return "words stand at -8, -16, -24 and so on, %d at the lowest here".formatted(LOWEST);
    }
    return seen.startsWith("the child died")
        ? "an aligned store at an address that is no multiple of 16 is a fault, or ret went astray"
        : "ret went to another word than to f";
  }

  private static String at(int offset, Layout layout) {
    if (offset == layout.f()) return "f";
    if (offset == layout.skip()) return "skip";
    return offset == layout.guard() ? "guard" : "none of the three";
  }
}

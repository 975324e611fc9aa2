package asynclab.notebook.checks;

import asynclab.fibers.machine.Abi;
import asynclab.notebook.checks.ForgottenRegister.Missing;
import asynclab.syscalls.Instruction;
import asynclab.syscalls.Processor;
import asynclab.syscalls.Routine;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The check `05.forgotten-register`: the rows are read, then a child JVM switches by them.
@Examination
final class ForgottenRegisterCheck {
  static final Exercise<ForgottenRegister> EXERCISE =
      new Exercise<>(
          "05.forgotten-register",
          ForgottenRegister.class,
          "ForgottenRegister mine = () -> new ForgottenRegister.Missing(\"rbx\", save, load);",
          ForgottenRegisterCheck.class);

  private static final String IT = "the one that is forgotten";
  private static final String SAVED = "puts it aside in its place";
  private static final String LOADED = "brings it back from its place";
  private static final String NO_ROW = "no row";
  private static final String NEVER_LOADED = "saved, and never loaded";
  private static final String COUNTED = "fiber 1: 0 1 2, fiber 2: 0 1";
  private static final Set<String> OWN = Set.of("rsp", "r15", "r14", "r13", "rbx", "rbp");

  /// Two fibers count in r12, by a switch whose rows are the argument.
  private static final String PROGRAM =
      """
      import asynclab.fibers.machine.*;
      import asynclab.syscalls.*;

      void main(String[] table) throws Throwable {
        var rows = Routine.of("a switch", Os.current(), Processor.X86_64, table[0]);
        try (var fibers = MachineFibers.open(rows)) {
          var counting = Bodies.counting(Abi.current());
          fibers.spawn(counting, 1, 3);
          fibers.spawn(counting, 2, 2);
          for (var i = 0; i < 20 && fibers.yield(); i++) {}
          IO.println("answer fiber 1:" + counts(fibers, 1) + ", fiber 2:" + counts(fibers, 2));
        }
      }

      String counts(MachineFibers fibers, long who) {
        return fibers.log().stream()
            .filter(note -> note.who() == who && note.what() >= 0)
            .map(note -> " " + note.what())
            .collect(Collectors.joining());
      }
      """;

  private Optional<Missing> readable = Optional.empty();

  @Test
  @Order(1)
  @DisplayName("the register")
  void name(ForgottenRegister mine, Trial trial) throws Exception {
    trial.ifItHangs("a name and two rows need no wait");
    trial.expect(
        IT,
        () -> {
          var name = mine.missing().register().strip().toLowerCase(Locale.ROOT);
          return name.equals("r12") ? IT : name;
        },
        ForgottenRegisterCheck::whyName);
  }

  private static String whyName(String seen) {
    if (seen.equals("?") || seen.isEmpty()) return "no register is named yet";
    if (OWN.contains(seen)) return seen + " is put aside and brought back: read the table again";
    if (seen.equals("rip")) return "the call has pushed it: it is the word that ret takes";
    return seen
        + " may be destroyed by any function, and a switch is a call: who needs it puts it aside"
        + " before";
  }

  @Test
  @Order(2)
  @DisplayName("the row to save it")
  void save(ForgottenRegister mine, Trial trial) throws Exception {
    trial.expect(
        SAVED,
        () -> read(mine.missing().save(), "mov [rdi+0x20], r12", SAVED),
        seen -> whyRow(seen, "save it", "from the register into the context at rdi"));
  }

  @Test
  @Order(3)
  @DisplayName("the row to load it")
  void load(ForgottenRegister mine, Trial trial) throws Exception {
    trial.expect(
        LOADED,
        () -> load(mine.missing()),
        seen -> whyRow(seen, "load it", "from the context at rsi into the register"));
  }

  private String load(Missing missing) {
    var seen = read(missing.load(), "mov r12, [rsi+0x20]", LOADED);
    readable = Optional.of(missing);
    return seen.equals(NO_ROW) && !missing.save().isBlank() ? NEVER_LOADED : seen;
  }

  private static String whyRow(String seen, String purpose, String way) {
    if (seen.equals(NO_ROW)) return "no row to " + purpose + " yet";
    if (seen.equals(NEVER_LOADED)) return "each fiber goes on with what the other had in it";
    if (seen.startsWith("a row is")) return "the row cannot be read as one of the table";
    return "these bytes do something else; wanted is a mov %s, where the table leaves a gap"
        .formatted(way);
  }

  /// What a learner's row does, by its bytes.
  private static String read(String row, String wanted, String right) {
    if (row.isBlank()) return NO_ROW;
    try {
      var done = rows(row).stream().map(Moves::read).collect(Collectors.joining("; "));
      return done.equals(wanted) ? right : done;
    } catch (IllegalArgumentException unreadable) {
      return String.valueOf(unreadable.getMessage());
    }
  }

  private static List<Instruction> rows(String text) {
    var broken = ForgottenRegister.broken();
    return Routine.of("rows", broken.os(), Processor.X86_64, text.strip()).instructions();
  }

  @Test
  @Order(4)
  @DisplayName("two fibers that count in a register, to 3 and to 2, in a JVM of its own")
  void run(Trial trial) throws Exception {
    Assumptions.assumeTrue(readable.isPresent(), "there are no rows to run");
    Assumptions.assumeTrue(
        Abi.current() == Abi.SYSTEM_V, "the machine code is for x86-64, System V");
    var seen = run(readable.get()); // a JVM may take longer to start than an answer may take
    trial.expect(COUNTED, () -> seen, ForgottenRegisterCheck::whyRun);
  }

  private static String run(Missing missing) throws Exception {
    try {
      return ChildAnswers.of(PROGRAM, table(missing));
    } catch (IllegalArgumentException unreadable) {
      return "not run: " + unreadable.getMessage();
    }
  }

  /// The broken table with the learner's rows: one before the stack is left, one after.
  private static String table(Missing missing) {
    var rows = ForgottenRegister.broken().instructions();
    var jump =
        rows.stream().map(Instruction::assembly).toList().indexOf("mov rsp, QWORD PTR [rsi]");
    var table =
        Stream.of(
                rows.subList(0, jump).stream(),
                given(missing.save()),
                rows.subList(jump, jump + 1).stream(),
                given(missing.load()),
                rows.subList(jump + 1, rows.size()).stream())
            .flatMap(part -> part);
    return table
        .map(row -> "%s | %s | ".formatted(row.bytes(), row.assembly()))
        .collect(Collectors.joining("\n"));
  }

  private static Stream<Instruction> given(String row) {
    return row.isBlank() ? Stream.of() : rows(row).stream();
  }

  private static String whyRun(String seen) {
    if (seen.startsWith("not run")) return "only rows that can be read can be run";
    return seen.startsWith("the child died")
        ? "the JVM itself keeps something in that register, and did not find it again"
        : "both count in one register, and it is not each fiber's own";
  }
}

package asynclab.notebook.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.syscalls.Instruction;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The check `05.forgotten-register`, on right rows and on known wrong ones, in child JVMs.
@EnabledOnOs(value = OS.LINUX, disabledReason = "exit codes of a child JVM as Linux has them")
@EnabledIfSystemProperty(
    named = "os.arch",
    matches = "amd64",
    disabledReason = "the rows are machine code for x86-64")
class ForgottenRegisterCheckTest {
  private static final String SAVE = "4c 89 67 20 | mov QWORD PTR [rdi+0x20], r12 |";
  private static final String LOAD = "4c 8b 66 20 | mov r12, QWORD PTR [rsi+0x20] |";

  private static String answer(String register, String save, String load) throws IOException {
    ForgottenRegister mine = () -> new ForgottenRegister.Missing(register, save, load);
    return Answers.to("05.forgotten-register", mine);
  }

  @Test
  void both_rows_mend_the_switch() throws IOException {
    var answer = answer("R12", SAVE, LOAD);

    assertTrue(answer.startsWith("ok: 05.forgotten-register, 4 of 4"), answer);
    assertTrue(answer.contains("in a JVM of its own: fiber 1: 0 1 2, fiber 2: 0 1"), answer);
  }

  @Test
  void without_them_two_fibers_count_in_one_register() throws IOException {
    var answer = answer("?", "", "");

    assertTrue(answer.contains("no register is named yet"), answer);
    assertTrue(answer.contains("no row to load it yet"), answer);
    assertTrue(answer.contains("seen      fiber 1: 0 1 1 2, fiber 2: 0"), answer);
  }

  @Test
  void what_is_saved_and_never_loaded_has_its_own_reply() throws IOException {
    var answer = answer("r12", SAVE, "");

    assertTrue(answer.contains("each fiber goes on with what the other had in it"), answer);
    assertTrue(answer.startsWith("not yet: 05.forgotten-register, 2 of 4 differ"), answer);
  }

  @ParameterizedTest
  @CsvSource({
    "rax, rax may be destroyed by any function",
    "rbx, rbx is put aside and brought back",
    "rip, it is the word that ret takes"
  })
  void another_register_is_answered_by_who_keeps_it(String register, String reply)
      throws IOException {
    var answer = answer(register, SAVE, LOAD);

    assertTrue(answer.contains(reply), answer);
  }

  @Test
  void what_is_no_row_is_named_and_not_run() throws IOException {
    var answer = answer("r12", SAVE, "zz | y");

    assertTrue(answer.contains("a row is bytes | assembly | comment"), answer);
    assertTrue(answer.contains("not run: a row is"), answer);
  }

  @Test
  void bytes_that_jump_away_end_the_child_and_are_an_answer() throws IOException {
    var answer = answer("r12", "0f 0b | ud2 |", LOAD);

    assertTrue(answer.contains("no such move: 0f 0b"), answer);
    assertTrue(answer.contains("the child died: SIGILL (0x4)"), answer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "4c 89 67 20    | mov [rdi+0x20], r12",
        "48 8b 26       | mov rsp, [rsi]",
        "48 89 1f       | mov [rdi], rbx",
        "4c 8b 7e 08    | mov r15, [rsi+0x8]",
        "48 8b 5e       | no such move: 48 8b 5e",
        "48 89 d8       | no such move: 48 89 d8",
        "48 8b 44 24 08 | no such move: 48 8b 44 24 08"
      })
  void a_move_is_read_from_its_bytes(String bytes, String move) {
    assertEquals(move, Moves.read(new Instruction(bytes, "?", "")));
  }
}

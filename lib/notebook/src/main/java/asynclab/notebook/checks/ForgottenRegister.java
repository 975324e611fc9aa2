package asynclab.notebook.checks;

import asynclab.fibers.machine.Abi;
import asynclab.fibers.machine.Switches;
import asynclab.syscalls.Routine;

/// The exercise `05.forgotten-register`: a switch that does not keep all that it must, and the rows
/// that it lacks. For x86-64 with the System V convention.
@FunctionalInterface
public interface ForgottenRegister {
  /// What is missing.
  ///
  /// @param register its name, such as `rbx`
  /// @param save the row that puts it aside, `bytes | assembly | comment`, as `48 89 5f 28 | mov
  ///   QWORD PTR [rdi+0x28], rbx |`
  /// @param load the row that brings it back
  record Missing(String register, String save, String load) {}

  /// The register, and its two rows.
  Missing missing();

  /// The switch that forgets it.
  static Routine broken() {
    var whole = Switches.withoutControlWords(Abi.SYSTEM_V);
    var rows = whole.instructions().stream().filter(row -> !row.assembly().contains("r12"));
    return new Routine("a switch", whole.os(), whole.processor(), rows.toList());
  }
}

package asynclab.syscalls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import asynclab.fibers.machine.Abi;
import asynclab.fibers.machine.Bodies;
import asynclab.fibers.machine.Scheduler;
import asynclab.fibers.machine.Switches;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each listing against a real disassembler, which knows nothing but the bytes.
@Tag("child-process")
@EnabledOnOs(value = OS.LINUX, disabledReason = "objdump is looked for on Linux")
class DisassemblyTest {
  /// ` 0: 48 89 f8 mov rax,rdi`
  private static final Pattern ROW =
      Pattern.compile("\\s*[0-9a-f]+:\\t([0-9a-f ]+?)\\s*\\t([^/<]+).*");

  @TempDir Path folder;

  static Stream<Routine> routines() {
    var own = new ArrayList<>(WriteRoutines.all());
    for (var processor : Processor.values()) {
      own.add(Routines.syscall(processor));
      own.add(Routines.dereference(processor));
      own.add(Routines.getpidLoop(processor));
      own.add(SupervisorRoutine.of(processor));
    }
    for (var abi : Abi.values()) {
      own.addAll(Switches.all(abi));
      own.addAll(Scheduler.all(abi));
      own.addAll(Bodies.all(abi));
    }
    return own.stream().filter(each -> each.bytes().length > 0);
  }

  @ParameterizedTest
  @MethodSource("routines")
  void a_listing_is_what_a_disassembler_reads(Routine routine) throws Exception {
    var command = new ArrayList<>(disassembler(routine.processor()));
    Tools.assumeOnPath(command.getFirst());
    var file = Files.write(folder.resolve("code.bin"), routine.bytes());
    command.add(file.toString());

    var rows =
        Tools.run(folder, command).said().lines().map(ROW::matcher).filter(row -> row.matches());

    assertEquals(
        routine.instructions().stream().map(DisassemblyTest::row).toList(),
        rows.map(row -> inMemory(row.group(1)) + " | " + tidy(row.group(2))).toList());
  }

  private static List<String> disassembler(Processor processor) {
    var command =
        switch (processor) {
          case X86_64 -> "objdump -D -w -b binary -m i386:x86-64 -M intel";
          case AARCH64 -> "aarch64-linux-gnu-objdump -D -b binary -m aarch64";
        };
    return Arrays.asList(command.split(" "));
  }

  private static String row(Instruction instruction) {
    return instruction.bytes() + " | " + tidy(instruction.assembly());
  }

  private static String tidy(String assembly) {
    return assembly.strip().replaceAll("\\s+", " ").replace(", ", ",");
  }

  /// AArch64's words are printed as numbers; in memory their lowest byte comes first.
  private static String inMemory(String bytes) {
    if (bytes.contains(" ") || bytes.length() == 2) return bytes;
    var backwards = HexFormat.of().parseHex(bytes);
    var forwards = new byte[backwards.length];
    for (var i = 0; i < forwards.length; i++) forwards[i] = backwards[forwards.length - 1 - i];
    return HexFormat.ofDelimiter(" ").formatHex(forwards);
  }
}

package asynclab.fibers.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.syscalls.Os;
import asynclab.syscalls.Processor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Which convention holds where.
class AbiTest {
  @ParameterizedTest
  @CsvSource({
    "LINUX, X86_64, SYSTEM_V",
    "MACOS, X86_64, SYSTEM_V",
    "OPENBSD, X86_64, SYSTEM_V",
    "WINDOWS, X86_64, WINDOWS",
    "LINUX, AARCH64, AAPCS64",
    "FREEBSD, AARCH64, AAPCS64"
  })
  void a_system_and_a_processor_have_a_convention(Os os, Processor processor, Abi abi) {
    assertEquals(abi, Abi.of(os, processor));
  }

  @Test
  void apple_silicon_is_refused_with_a_way_out() {
    var refusal =
        assertThrows(
            UnsupportedOperationException.class, () -> Abi.of(Os.MACOS, Processor.AARCH64));

    var said = refusal.getMessage();
    assertTrue(said.startsWith("no fibers in machine code on macOS, AArch64: "), said);
    assertTrue(said.endsWith("Run it in a container or with an x86-64 JDK"), said);
  }

  @Test
  void windows_on_aarch64_is_refused() {
    assertThrows(UnsupportedOperationException.class, () -> Abi.of(Os.WINDOWS, Processor.AARCH64));
  }

  @ParameterizedTest
  @EnumSource
  void a_slot_has_room_for_all_that_stands_in_it(Abi abi) {
    var layout = abi.layout();
    var last = abi.registers().getLast();

    assertTrue(last.offset() + last.bytes() <= layout.state());
    assertTrue(layout.closure() + (1 + MachineFibers.ARGUMENTS) * 8 <= layout.bytes());
    assertEquals(0, layout.bytes() % 64);
  }

  @Test
  void a_context_begins_with_the_stack_pointer_and_the_callee_saved_registers() {
    var first = Abi.SYSTEM_V.registers().stream().limit(8);

    assertEquals(
        List.of(
            "0x00 rsp",
            "0x08 r15",
            "0x10 r14",
            "0x18 r13",
            "0x20 r12",
            "0x28 rbx",
            "0x30 rbp",
            "0x38 rdi"),
        first.map(each -> "0x%02x %s".formatted(each.offset(), each.name())).toList());
  }
}

package asynclab.fibers.machine;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/// What a switch has saved of a fiber that waits: a row of words in memory, by name.
///
/// While the fiber runs, its registers are in the processor and what stands here is old.
public final class Context {
  private final Abi abi;
  private final MemorySegment memory;

  Context(Abi abi, MemorySegment memory) {
    this.abi = abi;
    this.memory = memory;
  }

  /// Where it begins: the argument of a switch.
  public long address() {
    return memory.address();
  }

  /// The registers in the order of memory.
  public List<Register> registers() {
    return abi.registers();
  }

  /// The saved value; of a register of 16 bytes the lower eight.
  ///
  /// @throws IllegalArgumentException when no register of that name is saved here
  public long get(String register) {
    return get(named(register));
  }

  long get(Register register) {
    return switch (register.bytes()) {
      case Short.BYTES -> memory.get(ValueLayout.JAVA_SHORT, register.offset()) & 0xffffL;
      case Integer.BYTES -> memory.get(ValueLayout.JAVA_INT, register.offset()) & 0xffffffffL;
      default -> memory.get(ValueLayout.JAVA_LONG, register.offset());
    };
  }

  /// Replaces a word, so that the fiber finds another in the register when its turn comes.
  ///
  /// A wrong stack pointer ends the process, so try that in a JVM of its own.
  ///
  /// @throws IllegalArgumentException when no such register is saved here, or it is not 8 bytes
  ///   wide
  public void set(String register, long value) {
    var named = named(register);
    if (named.bytes() != Long.BYTES) {
      throw new IllegalArgumentException(
          "%s has %d bytes: only registers of 8 bytes can be set"
              .formatted(register, named.bytes()));
    }
    memory.set(ValueLayout.JAVA_LONG, named.offset(), value);
  }

  private Register named(String name) {
    var registers = abi.registers();
    return registers.stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "a context of %s has no %s; it has %s"
                    .formatted(abi, name, registers.stream().map(Register::name).toList())));
  }

  /// A line a register: offset, name, value, meaning.
  @Override
  public String toString() {
    var text = new StringBuilder();
    for (var each : abi.registers()) {
      text.append(
          "0x%02x  %-9s  %#18x  %s\n"
              .formatted(each.offset(), each.name(), get(each), each.meaning()));
    }
    return text.toString();
  }
}

package asynclab.fibers.machine;

import asynclab.syscalls.Os;
import asynclab.syscalls.Processor;
import java.util.List;

/// A calling convention: which registers carry arguments, and which a called function must leave as
/// it found them.
///
/// The second half is what a switch saves. To whoever calls it, a switch is a function that returns
/// late; so the caller has already put aside all that a function may destroy.
///
/// A [Context] has the saved registers at the offsets named here, then the argument of the fiber's
/// function. Behind it, in a slot of [MachineFibers], stand the state, the top of the stack and the
/// closure.
///
/// @see <a href="https://gitlab.com/x86-psABIs/x86-64-ABI">System V ABI, AMD64 supplement</a>
/// @see <a href="https://learn.microsoft.com/cpp/build/x64-calling-convention">x64 calling
///   convention of Windows</a>
/// @see <a href="https://github.com/ARM-software/abi-aa">Procedure Call Standard for the Arm 64-bit
///   Architecture</a>
public enum Abi {
  /// Linux, the BSDs and macOS on x86-64. Context: `rsp` at 0, the argument at 0x38.
  SYSTEM_V(Processor.X86_64),

  /// Windows on x86-64: ten registers of SSE more, and what Windows knows of the stack.
  WINDOWS(Processor.X86_64),

  /// Linux and the BSDs on AArch64: the way back is a register, `x30`.
  AAPCS64(Processor.AARCH64);

  private final Processor processor;

  Abi(Processor processor) {
    this.processor = processor;
  }

  /// The one of this JVM's system and processor.
  ///
  /// @throws UnsupportedOperationException where the lab has no switch
  public static Abi current() {
    return of(Os.current(), Processor.current());
  }

  static Abi of(Os os, Processor processor) {
    return switch (processor) {
      case X86_64 -> os == Os.WINDOWS ? WINDOWS : SYSTEM_V;
      case AARCH64 -> {
        if (os == Os.MACOS || os == Os.WINDOWS) throw refusal(os, processor);
        yield AAPCS64;
      }
    };
  }

  private static UnsupportedOperationException refusal(Os os, Processor processor) {
    var why =
        os == Os.MACOS
            ? "macOS wants MAP_JIT for machine code on AArch64, which the lab does not use"
            : "the lab has no switch for Windows on AArch64";
    return new UnsupportedOperationException(
        "no fibers in machine code on %s, %s: %s. Run it in a container or with an x86-64 JDK"
            .formatted(os.ownName(), processor, why));
  }

  /// Whose instructions its routines are made of.
  public Processor processor() {
    return processor;
  }

  /// What a switch saves, in the order in which it stands in a context.
  public List<Register> registers() {
    return switch (this) {
      case SYSTEM_V -> Contexts.SYSTEM_V;
      case WINDOWS -> Contexts.WINDOWS;
      case AAPCS64 -> Contexts.AAPCS64;
    };
  }

  /// Where a function finds its first argument, and a fiber its closure: `rdi`, `rcx`, `x0`.
  public String argumentRegister() {
    return switch (this) {
      case SYSTEM_V -> "rdi";
      case WINDOWS -> "rcx";
      case AAPCS64 -> "x0";
    };
  }

  Contexts.Slot layout() {
    return switch (this) {
      case SYSTEM_V -> Contexts.SYSTEM_V_SLOT;
      case WINDOWS -> Contexts.WINDOWS_SLOT;
      case AAPCS64 -> Contexts.AAPCS64_SLOT;
    };
  }

  /// The system that its routines are said to be for: this one, if they run here.
  Os os() {
    return switch (this) {
      case WINDOWS -> Os.WINDOWS;
      case SYSTEM_V, AAPCS64 -> Os.current() == Os.WINDOWS ? Os.LINUX : Os.current();
    };
  }
}

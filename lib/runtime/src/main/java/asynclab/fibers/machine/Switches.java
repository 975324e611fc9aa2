package asynclab.fibers.machine;

import asynclab.syscalls.Routine;
import java.util.List;

/// The switch of stacks, `void f(Context* from, Context* to)`: it saves what a callee must not
/// change into one context, loads it from the other, and returns on the other stack.
///
/// The return address is not saved: the call has put it on the stack (x86-64), or it is one of the
/// saved registers (AArch64). Each switch also loads the argument that stands in the context, into
/// the register of a function's first argument; whoever is resumed does not look at it, and a
/// function that begins finds its closure there.
///
/// The control words say how floating-point numbers are rounded and which of their faults trap. The
/// conventions count them among what a callee must not change. A program that never sets them can
/// leave them out.
public final class Switches {
  private Switches() {}

  /// The whole switch.
  public static Routine routine(Abi abi) {
    return routine("switch", abi, true, false);
  }

  /// The same, without what says how numbers are rounded: for fibers that never change it.
  public static Routine withoutControlWords(Abi abi) {
    return routine("switch without control words", abi, false, false);
  }

  /// The whole switch with `pop` and `jmp` for `ret`, which on AArch64 is `br x30`.
  ///
  /// A processor remembers calls, and predicts that `ret` goes back to the latest; a switch goes
  /// elsewhere. A jump is predicted by where it went before.
  public static Routine jumping(Abi abi) {
    return routine("switch that jumps", abi, true, true);
  }

  /// Both: the least that switches.
  public static Routine jumpingWithoutControlWords(Abi abi) {
    return routine("switch that jumps, without control words", abi, false, true);
  }

  /// All four.
  public static List<Routine> all(Abi abi) {
    return List.of(
        routine(abi), withoutControlWords(abi), jumping(abi), jumpingWithoutControlWords(abi));
  }

  private static Routine routine(String title, Abi abi, boolean control, boolean jump) {
    var table =
        switch (abi) {
          case SYSTEM_V ->
              SystemV.KEEP
                  + (control ? SystemV.KEEP_CONTROL : "")
                  + SystemV.LOAD
                  + (control ? SystemV.LOAD_CONTROL : "")
                  + (jump ? SystemV.JUMP : SystemV.RETURN);
          case WINDOWS ->
              Windows.KEEP
                  + (control ? Windows.KEEP_CONTROL : "")
                  + Windows.LOAD
                  + (control ? Windows.LOAD_CONTROL : "")
                  + (jump ? Windows.JUMP : Windows.RETURN);
          case AAPCS64 ->
              Aapcs64.KEEP
                  + (control ? Aapcs64.KEEP_CONTROL : "")
                  + Aapcs64.LOAD
                  + (control ? Aapcs64.LOAD_CONTROL : "")
                  + (jump ? Aapcs64.JUMP : Aapcs64.RETURN);
        };
    return Scheduler.routine(title, abi, table);
  }
}

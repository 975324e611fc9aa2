package asynclab.fibers.machine;

import asynclab.syscalls.Os;
import asynclab.syscalls.Routine;
import java.util.ArrayList;
import java.util.List;

/// Functions in machine code to run as fibers: `void f(closure)`.
///
/// A closure is a row of eight-byte words. The first is the address of the [Scheduler]'s table, and
/// the others are what [MachineFibers#spawn] was given.
public final class Bodies {
  private Bodies() {}

  /// Closure: who, n. Notes that it starts, then 0 to n - 1 with a yield after each, then that it
  /// ends. It counts in a register that it must find again: `r12`, on AArch64 `x21`.
  public static Routine counting(Abi abi) {
    return Scheduler.routine(
        "counting", abi, SystemVBodies.COUNTING, WindowsBodies.COUNTING, Aapcs64Bodies.COUNTING);
  }

  /// Closure: who, the address of a function, the address of its closure. It makes a fiber of
  /// these, yields once, and ends.
  public static Routine spawning(Abi abi) {
    return Scheduler.routine(
        "spawning", abi, SystemVBodies.SPAWNING, WindowsBodies.SPAWNING, Aapcs64Bodies.SPAWNING);
  }

  /// Closure: who, rounds, an address with room for [#held] words a round. Each round it fills
  /// every register that a switch must save, yields, and writes down what it finds in them. It also
  /// rounds numbers in a way of its own, by the lowest two bits of who.
  public static Routine holding(Abi abi) {
    return Scheduler.routine(
        "holding", abi, SystemVBodies.HOLDING, WindowsBodies.HOLDING, Aapcs64Bodies.HOLDING);
  }

  /// The registers that [#holding] writes down, in that order, one word each; it fills the k-th,
  /// counted from 1, with `(who << 32) + k`.
  public static List<String> held(Abi abi) {
    return switch (abi) {
      case SYSTEM_V -> List.of("rbx", "rbp", "r12", "r13", "r14", "r15", "mxcsr", "x87cw");
      case WINDOWS -> {
        var names =
            new ArrayList<>(List.of("rbx", "rbp", "r12", "r13", "r14", "r15", "rdi", "rsi"));
        for (var i = 6; i <= 15; i++) names.add("xmm" + i);
        names.addAll(List.of("mxcsr", "x87cw"));
        yield names;
      }
      case AAPCS64 -> {
        var names = new ArrayList<String>();
        for (var i = 19; i <= 29; i++) names.add("x" + i);
        for (var i = 8; i <= 15; i++) names.add("d" + i);
        names.add("fpcr");
        yield names;
      }
    };
  }

  /// No closure. It fills its stack without end, and so runs into the guard page: only for a JVM of
  /// its own, which it ends.
  public static Routine falling(Abi abi) {
    return Scheduler.routine(
        "falling", abi, SystemVBodies.FALLING, WindowsBodies.FALLING, Aapcs64Bodies.FALLING);
  }

  /// Closure: the address of a text, its length, how many times. It writes the text to descriptor 1
  /// and yields, in turn: the call of Linux, and of no other system. What the kernel answers is not
  /// looked at.
  ///
  /// @throws UnsupportedOperationException on another system
  public static Routine saying(Abi abi) {
    if (!isLinux(abi)) {
      throw new UnsupportedOperationException(
          "saying makes a call of Linux, and this is for %s: use counting, which writes into memory"
              .formatted(abi.os().ownName()));
    }
    return Scheduler.routine("saying", abi, SystemVBodies.SAYING, "", Aapcs64Bodies.SAYING);
  }

  /// Closure of a [Ring]: own context, the next one's, base's, the address of a counter, the switch
  /// itself. It switches to the next without end, or to base when the counter is used up.
  static Routine passing(Abi abi) {
    return Scheduler.routine(
        "passing", abi, SystemVBodies.PASSING, WindowsBodies.PASSING, Aapcs64Bodies.PASSING);
  }

  /// All of them that the convention has.
  public static List<Routine> all(Abi abi) {
    var all = new ArrayList<Routine>();
    all.addAll(List.of(counting(abi), spawning(abi), holding(abi), falling(abi), passing(abi)));
    if (isLinux(abi)) all.add(saying(abi));
    return all;
  }

  private static boolean isLinux(Abi abi) {
    return abi != Abi.WINDOWS && abi.os() == Os.LINUX;
  }
}

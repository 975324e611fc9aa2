package asynclab.fibers.machine;

import asynclab.syscalls.Routine;
import java.util.List;

/// A round robin in machine code: the functions that a fiber calls, and those it returns to.
///
/// All of them find what they need in one table, whose address is their first argument:
///
/// ```
/// 0x00  the slot of the fiber that runs      0x38  where the next note goes
/// 0x08  the first slot, 0x10 behind the last 0x40  where the room for notes ends
/// 0x18  switch(from, to)                     0x48  how many notes found no room
/// 0x20  yield(table)                         0x50  skip (AArch64: start)
/// 0x28  spawn(table, f, closure)             0x58  guard
/// 0x30  note(table, who, what)               0x60  how many switches were made
/// ```
///
/// A slot begins with the fiber's [Context]; behind it stand its [State], the top of its stack and
/// its closure, where [Abi] says. The first slot is base: the thread that called from Java.
public final class Scheduler {
  static final int CURRENT = 0x00;
  static final int FIRST = 0x08;
  static final int END = 0x10;
  static final int SWITCH = 0x18;
  static final int YIELD = 0x20;
  static final int SPAWN = 0x28;
  static final int NOTE = 0x30;
  static final int LOG_NEXT = 0x38;
  static final int LOG_END = 0x40;
  static final int LOG_LOST = 0x48;
  static final int SKIP = 0x50;
  static final int GUARD = 0x58;
  static final int SWITCHES = 0x60;
  static final int TABLE_BYTES = 0x68;

  private Scheduler() {}

  /// `int f(table)`: gives the next ready fiber its turn; 1 when the caller's own has come again, 0
  /// when nobody else was ready.
  @SuppressWarnings("NamedLikeContextualKeyword") // the field's own word; calls name the class
  public static Routine yield(Abi abi) {
    return routine("yield", abi, SystemV.YIELD, Windows.YIELD, Aapcs64.YIELD);
  }

  /// `Context* f(table, function, closure)`: lays out the stack of the first free slot and makes it
  /// ready; 0 when none is free.
  public static Routine spawn(Abi abi) {
    return routine("spawn", abi, SystemV.SPAWN, Windows.SPAWN, Aapcs64.SPAWN);
  }

  /// Where a function returns to in the end: it sets the slot free and yields for the last time.
  public static Routine guard(Abi abi) {
    return routine("guard", abi, SystemV.GUARD, Windows.GUARD, Aapcs64.GUARD);
  }

  /// What stands between a function and guard.
  ///
  /// On x86-64 it is a filler: `ret` must leave the stack pointer where a call would have left it,
  /// 8 bytes off a multiple of 16. On Windows it also steps over the 32 bytes above a return
  /// address, which a function may use as it likes: right below guard they would hit guard's
  /// address. On AArch64, where no return address is on the stack, it stands before the function
  /// and is called start: it takes the function and guard off the stack.
  public static Routine skip(Abi abi) {
    var title = abi == Abi.AAPCS64 ? "start" : "skip";
    return routine(title, abi, SystemV.SKIP, Windows.SKIP, Aapcs64.START);
  }

  /// `void f(table, who, what)`: writes a line into the log.
  public static Routine note(Abi abi) {
    return routine("note", abi, SystemV.NOTE, Windows.NOTE, Aapcs64.NOTE);
  }

  /// All of them.
  public static List<Routine> all(Abi abi) {
    return List.of(Scheduler.yield(abi), spawn(abi), guard(abi), skip(abi), note(abi));
  }

  static Routine routine(String title, Abi abi, String systemV, String windows, String aarch64) {
    return routine(
        title,
        abi,
        switch (abi) {
          case SYSTEM_V -> systemV;
          case WINDOWS -> windows;
          case AAPCS64 -> aarch64;
        });
  }

  static Routine routine(String title, Abi abi, String table) {
    return Routine.of(title, abi.os(), abi.processor(), table);
  }
}

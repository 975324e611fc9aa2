package asynclab.syscalls;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.HexFormat;

/// A routine in memory that the processor may run.
///
/// Its page is written while it may be written and not run, then made such that it may be run and
/// not written; it is never both, so a stray write cannot become a program. On AArch64 the cache of
/// instructions does not see what was written as data; the kernel brings both together when it
/// gives a page the right to be run.
///
/// What is loaded can do anything that the process may do, and a mistake in it ends the process.
public final class MachineCode {
  private final Routine routine;
  private final MemorySegment page;

  private MachineCode(Routine routine, MemorySegment page) {
    this.routine = routine;
    this.page = page;
  }

  /// Loads a routine; its page is unmapped with the arena.
  ///
  /// @throws IllegalArgumentException when it is written for another system or processor
  public static MachineCode load(Arena arena, Routine routine) throws SyscallException {
    if (!routine.isForHere()) {
      throw new IllegalArgumentException(
          routine.toString().lines().findFirst().orElse("")
              + ": it can be read on this machine and only be run on its own");
    }
    var bytes = routine.bytes();
    var page = Pages.map(arena, bytes.length);
    MemorySegment.copy(bytes, 0, page, ValueLayout.JAVA_BYTE, 0, bytes.length);
    Pages.run(page);
    return new MachineCode(routine, page);
  }

  /// The routine as a method; `type` says in C's terms what it takes and returns.
  public MethodHandle method(FunctionDescriptor type) {
    return Native.bindCode(page, type);
  }

  /// The bytes that run. They can be read, not written.
  public MemorySegment bytes() {
    return page.asReadOnly();
  }

  /// Where it begins.
  public long address() {
    return page.address();
  }

  /// The listing, with the bytes read back from the page that runs.
  public Routine listing() {
    var rows = new ArrayList<Instruction>();
    var offset = 0;
    for (var each : routine.instructions()) {
      var bytes = page.asSlice(offset, each.size()).toArray(ValueLayout.JAVA_BYTE);
      var text = HexFormat.ofDelimiter(" ").formatHex(bytes);
      rows.add(new Instruction(text, each.assembly(), each.comment()));
      offset += each.size();
    }
    return new Routine(routine.title(), routine.os(), routine.processor(), rows);
  }
}

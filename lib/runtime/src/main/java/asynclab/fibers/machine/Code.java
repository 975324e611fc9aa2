package asynclab.fibers.machine;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import asynclab.syscalls.MachineCode;
import asynclab.syscalls.Routine;
import asynclab.syscalls.SyscallException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The routines that were loaded for a set of fibers, each once, and how Java calls them.
final class Code {
  private static final MethodHandle YIELD = bind(FunctionDescriptor.of(JAVA_INT, JAVA_LONG));
  private static final MethodHandle SPAWN =
      bind(FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));
  private static final MethodHandle SWITCH = bind(FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_LONG));

  private final Arena arena;
  private final Map<Routine, MachineCode> loaded = new LinkedHashMap<>();

  Code(Arena arena) {
    this.arena = arena;
  }

  /// A place in a routine: `counting+0x3d`.
  record Place(Routine routine, int offset) {
    @Override
    public String toString() {
      return offset == 0 ? routine.title() : "%s+%#x".formatted(routine.title(), offset);
    }
  }

  /// The routine's bytes in memory, where they are run.
  MemorySegment load(Routine routine) throws SyscallException {
    var code = loaded.get(routine);
    if (code == null) {
      code = MachineCode.load(arena, routine);
      loaded.put(routine, code);
    }
    return code.bytes();
  }

  /// One more copy of a routine, at an address of its own.
  MemorySegment copy(Routine routine) throws SyscallException {
    return MachineCode.load(arena, routine).bytes();
  }

  /// What stands at an address, if it is one of ours.
  Optional<Place> at(long address) {
    for (var each : loaded.entrySet()) {
      var offset = address - each.getValue().address();
      if (offset >= 0 && offset < each.getValue().bytes().byteSize()) {
        return Optional.of(new Place(each.getKey(), (int) offset));
      }
    }
    return Optional.empty();
  }

  /// `int f(table)`.
  static int callYield(MemorySegment code, long table) {
    try {
      return (int) YIELD.invokeExact(code, table);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /// `Context* f(table, function, closure)`.
  static long callSpawn(MemorySegment code, long table, long function, long closure) {
    try {
      return (long) SPAWN.invokeExact(code, table, function, closure);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /// `void f(from, to)`.
  static void callSwitch(MemorySegment code, long from, long to) {
    try {
      SWITCH.invokeExact(code, from, to);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @SuppressWarnings("restricted") // what stands at the address is ours, and says so in a table
  private static MethodHandle bind(FunctionDescriptor type) {
    return Linker.nativeLinker().downcallHandle(type);
  }

  /// Machine code throws nothing; only mistakes in the arguments of a call do.
  private static RuntimeException unexpected(Throwable e) {
    if (e instanceof RuntimeException mistake) return mistake;
    if (e instanceof Error error) throw error;
    return new IllegalStateException("a downcall throws nothing checked", e);
  }
}

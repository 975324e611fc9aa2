package asynclab.syscalls;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// Memory as Windows gives it out, in whole pages: `<memoryapi.h>`.
///
/// @see <a href="https://learn.microsoft.com/windows/win32/api/memoryapi/">memoryapi.h</a>
public final class VirtualMemory {
  public static final int MEM_COMMIT = 0x1000;
  public static final int MEM_RESERVE = 0x2000;
  public static final int MEM_RELEASE = 0x8000;
  public static final int PAGE_NOACCESS = 1;
  public static final int PAGE_READWRITE = 4;
  public static final int PAGE_EXECUTE_READ = 0x20;

  private static final MethodHandle ALLOC =
      Win32.kernel32("VirtualAlloc", JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT);
  private static final MethodHandle PROTECT =
      Win32.kernel32("VirtualProtect", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS);
  private static final MethodHandle FREE =
      Win32.kernel32("VirtualFree", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);

  private VirtualMemory() {}

  /// Memory that can be read and written and holds zeros; given back when the arena ends.
  @SuppressWarnings("restricted") // the address and the size are the system's own answer
  public static MemorySegment alloc(Arena arena, long bytes) throws SyscallException {
    var address =
        Win32.call(
            "VirtualAlloc",
            bytes + " bytes",
            frame ->
                (long)
                    ALLOC.invokeExact(
                        frame.errno,
                        MemorySegment.NULL,
                        bytes,
                        MEM_COMMIT | MEM_RESERVE,
                        PAGE_READWRITE));
    return MemorySegment.ofAddress(address).reinterpret(bytes, arena, VirtualMemory::free);
  }

  /// Changes what may be done with pages: `PAGE_NOACCESS`, for instance.
  public static void protect(MemorySegment pages, int protection) throws SyscallException {
    var bytes = pages.byteSize();
    var _ =
        Win32.call(
            "VirtualProtect",
            "",
            frame ->
                (int) PROTECT.invokeExact(frame.errno, pages, bytes, protection, frame.scratch));
  }

  private static void free(MemorySegment memory) {
    var result = Win32.raw(frame -> (int) FREE.invokeExact(frame.errno, memory, 0L, MEM_RELEASE));
    if (result < 0) throw new IllegalStateException("VirtualFree: " + Errno.of((int) -result));
  }
}

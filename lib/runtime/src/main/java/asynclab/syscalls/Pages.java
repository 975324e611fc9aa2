package asynclab.syscalls;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Whole pages of memory and what may be done with them, by [Mman] or, on Windows, by
/// [VirtualMemory].
public final class Pages {
  private static final int WINDOWS_PAGE = 4096; // on x86-64, as on Linux

  private Pages() {}

  /// How long a page is, in bytes.
  public static int size() {
    return isWindows() ? WINDOWS_PAGE : Mman.getpagesize();
  }

  /// Memory that can be read and written and holds zeros; given back when the arena ends.
  public static MemorySegment map(Arena arena, long bytes) throws SyscallException {
    if (isWindows()) return VirtualMemory.alloc(arena, bytes);
    var access = Mman.PROT_READ | Mman.PROT_WRITE;
    return Mman.mmap(arena, bytes, access, Mman.MAP_PRIVATE | Mman.MAP_ANONYMOUS, -1, 0);
  }

  /// The same for a stack, which OpenBSD wants to know beforehand.
  public static MemorySegment mapStack(Arena arena, long bytes) throws SyscallException {
    if (isWindows() || Os.current() == Os.FREEBSD) return map(arena, bytes);
    var access = Mman.PROT_READ | Mman.PROT_WRITE;
    var flags = Mman.MAP_PRIVATE | Mman.MAP_ANONYMOUS | Mman.MAP_STACK;
    return Mman.mmap(arena, bytes, access, flags, -1, 0);
  }

  /// From now on these pages can be read and run, not written.
  public static void run(MemorySegment pages) throws SyscallException {
    if (isWindows()) VirtualMemory.protect(pages, VirtualMemory.PAGE_EXECUTE_READ);
    else Mman.mprotect(pages, Mman.PROT_READ | Mman.PROT_EXEC);
  }

  /// From now on whoever touches these pages is ended.
  public static void forbid(MemorySegment pages) throws SyscallException {
    if (isWindows()) VirtualMemory.protect(pages, VirtualMemory.PAGE_NOACCESS);
    else Mman.mprotect(pages, Mman.PROT_NONE);
  }

  private static boolean isWindows() {
    return Os.current() == Os.WINDOWS;
  }
}

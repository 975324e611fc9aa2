package asynclab.syscalls;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// Pages of memory straight from the kernel: `<sys/mman.h>`.
///
/// @see <a href="https://man7.org/linux/man-pages/man2/mmap.2.html">mmap(2)</a>
public final class Mman {
  public static final int PROT_READ = 1;
  public static final int PROT_WRITE = 2;
  public static final int PROT_EXEC = 4;
  public static final int MAP_SHARED = 0x01;
  public static final int MAP_PRIVATE = 0x02;

  /// Belongs to no file and begins as zeros; the number is Linux's.
  public static final int MAP_ANONYMOUS = 0x20;

  private static final MethodHandle MMAP =
      Native.bindLong("mmap", ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG);
  private static final MethodHandle MPROTECT =
      Native.bindInt("mprotect", ADDRESS, JAVA_LONG, JAVA_INT);
  private static final MethodHandle MUNMAP = Native.bindInt("munmap", ADDRESS, JAVA_LONG);

  private Mman() {}

  /// Maps `bytes` bytes at an address that the kernel chooses; they are unmapped with the arena.
  ///
  /// @param fd what to map, -1 with `MAP_ANONYMOUS`
  public static MemorySegment mmap(
      Arena arena, long bytes, int protection, int flags, int fd, long offset)
      throws SyscallException {
    var address =
        Native.call(
            "mmap",
            fd,
            frame ->
                (long)
                    MMAP.invokeExact(
                        frame.errno, MemorySegment.NULL, bytes, protection, flags, fd, offset));
    return sized(address, bytes, arena);
  }

  /// Changes what may be done with the pages of a mapping.
  public static void mprotect(MemorySegment pages, int protection) throws SyscallException {
    var _ =
        Native.call(
            "mprotect",
            -1,
            frame -> (int) MPROTECT.invokeExact(frame.errno, pages, pages.byteSize(), protection));
  }

  @SuppressWarnings("restricted") // the kernel has said that these bytes are there, and ours
  private static MemorySegment sized(long address, long bytes, Arena arena) {
    return MemorySegment.ofAddress(address).reinterpret(bytes, arena, Mman::unmap);
  }

  private static void unmap(MemorySegment pages) {
    var _ = Native.raw(frame -> (int) MUNMAP.invokeExact(frame.errno, pages, pages.byteSize()));
  }
}

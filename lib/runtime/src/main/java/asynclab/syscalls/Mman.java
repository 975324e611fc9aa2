package asynclab.syscalls;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// Memory as the kernel gives it out, in whole pages: `<sys/mman.h>`. Windows has [VirtualMemory];
/// [Pages] is what both can do.
///
/// @see <a href="https://man7.org/linux/man-pages/man2/mmap.2.html">mmap(2)</a>
public final class Mman {
  /// Neither read, nor written, nor run: who touches it gets SIGSEGV.
  public static final int PROT_NONE = 0;

  public static final int PROT_READ = 1;
  public static final int PROT_WRITE = 2;
  public static final int PROT_EXEC = 4;
  public static final int MAP_SHARED = 1;
  public static final int MAP_PRIVATE = 2;
  public static final int MAP_ANONYMOUS = Numbers.here("MAP_ANONYMOUS");

  /// Fill the page tables now, so that no first touch costs a page fault. Linux only.
  public static final int MAP_POPULATE = Numbers.here("MAP_POPULATE");

  /// For a stack. OpenBSD lets a stack pointer point nowhere else; FreeBSD means memory that grows.
  public static final int MAP_STACK = Numbers.here("MAP_STACK");

  private static final MethodHandle MMAP =
      Native.bindLong("mmap", ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG);
  private static final MethodHandle MPROTECT =
      Native.bindInt("mprotect", ADDRESS, JAVA_LONG, JAVA_INT);
  private static final MethodHandle GETPAGESIZE = Native.bindInt("getpagesize");
  private static final MethodHandle MUNMAP = Native.bindInt("munmap", ADDRESS, JAVA_LONG);

  private Mman() {}

  /// Maps what stands behind `fd` (-1: nothing, zeroed memory), and unmaps it when the arena ends.
  @SuppressWarnings("restricted") // the address and the size are the kernel's own answer
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
    return MemorySegment.ofAddress(address)
        .reinterpret(bytes, arena, mapped -> munmap(mapped, bytes));
  }

  /// Changes what may be done with the pages of a mapping.
  public static void mprotect(MemorySegment pages, int protection) throws SyscallException {
    var bytes = pages.byteSize();
    var _ =
        Native.call(
            "mprotect",
            -1,
            frame -> (int) MPROTECT.invokeExact(frame.errno, pages, bytes, protection));
  }

  /// How long a page is, in bytes.
  public static int getpagesize() {
    return (int) Native.raw(frame -> (int) GETPAGESIZE.invokeExact(frame.errno));
  }

  private static void munmap(MemorySegment mapped, long bytes) {
    var result = Native.raw(frame -> (int) MUNMAP.invokeExact(frame.errno, mapped, bytes));
    if (result < 0) throw new IllegalStateException("munmap: " + Errno.of((int) -result));
  }
}

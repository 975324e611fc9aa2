package asynclab.syscalls;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.MemoryLayout.paddingLayout;
import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.VarHandle;

/// `struct OVERLAPPED_ENTRY { ULONG_PTR lpCompletionKey; LPOVERLAPPED lpOverlapped; ULONG_PTR
/// Internal; DWORD dwNumberOfBytesTransferred; }`: one packet of a completion port.
///
/// @param key what the handle was associated with
/// @param overlapped the address that the operation was started with; 0 of a posted packet
/// @param bytes how many bytes the operation moved
/// @see <a
///   href="https://learn.microsoft.com/windows/win32/api/minwinbase/ns-minwinbase-overlapped_entry">OVERLAPPED_ENTRY</a>
public record OverlappedEntry(long key, long overlapped, int bytes) {
  /// 32 bytes, on every 64-bit Windows.
  public static final StructLayout LAYOUT =
      structLayout(
          JAVA_LONG.withName("lpCompletionKey"),
          JAVA_LONG.withName("lpOverlapped"),
          JAVA_LONG.withName("Internal"),
          JAVA_INT.withName("dwNumberOfBytesTransferred"),
          paddingLayout(4));

  private static final VarHandle KEY =
      LAYOUT.arrayElementVarHandle(groupElement("lpCompletionKey"));
  private static final VarHandle OVERLAPPED =
      LAYOUT.arrayElementVarHandle(groupElement("lpOverlapped"));
  private static final VarHandle BYTES =
      LAYOUT.arrayElementVarHandle(groupElement("dwNumberOfBytesTransferred"));

  /// The `index`-th struct of an array.
  public static OverlappedEntry read(MemorySegment array, long index) {
    return new OverlappedEntry(key(array, index), overlapped(array, index), bytes(array, index));
  }

  /// The key of the `index`-th struct of an array, without making an object.
  public static long key(MemorySegment array, long index) {
    return (long) KEY.get(array, 0L, index);
  }

  /// The address of the `index`-th struct of an array, without making an object.
  public static long overlapped(MemorySegment array, long index) {
    return (long) OVERLAPPED.get(array, 0L, index);
  }

  /// The number of bytes of the `index`-th struct of an array, without making an object.
  public static int bytes(MemorySegment array, long index) {
    return (int) BYTES.get(array, 0L, index);
  }
}

package asynclab.syscalls;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.VarHandle;

/// `struct OVERLAPPED { ULONG_PTR Internal; ULONG_PTR InternalHigh; DWORD Offset, OffsetHigh;
/// HANDLE hEvent; }`: an operation under way.
///
/// Its address is the operation's name. From the call that starts it until its packet has been
/// taken from the port it belongs to the kernel, which writes into it whenever it likes.
///
/// @see <a
///   href="https://learn.microsoft.com/windows/win32/api/minwinbase/ns-minwinbase-overlapped">OVERLAPPED</a>
public final class Overlapped {
  /// 32 bytes, on every 64-bit Windows.
  public static final StructLayout LAYOUT =
      structLayout(
          JAVA_LONG.withName("Internal"),
          JAVA_LONG.withName("InternalHigh"),
          JAVA_INT.withName("Offset"),
          JAVA_INT.withName("OffsetHigh"),
          JAVA_LONG.withName("hEvent"));

  private static final VarHandle STATUS = LAYOUT.varHandle(groupElement("Internal"));

  private Overlapped() {}

  /// Makes the struct ready for a new operation: no offset, no event.
  public static void clear(MemorySegment struct) {
    struct.asSlice(0, LAYOUT.byteSize()).fill((byte) 0);
  }

  /// How the operation ended, once its packet has come: 0, or the negative [Errno#code].
  public static int result(MemorySegment struct) {
    var status = (int) (long) STATUS.get(struct, 0L);
    return status < 0 ? WindowsError.negative(status) : 0;
  }
}

package asynclab.syscalls;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.MemoryLayout.paddingLayout;
import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.VarHandle;

/// `struct WSABUF { ULONG len; CHAR *buf; }`: where the bytes of a `WSARecv` or `WSASend` are.
///
/// @see <a href="https://learn.microsoft.com/windows/win32/api/ws2def/ns-ws2def-wsabuf">WSABUF</a>
public final class WsaBuf {
  /// 16 bytes, on every 64-bit Windows; Unix has the two fields of `struct iovec` the other way
  /// round.
  public static final StructLayout LAYOUT =
      structLayout(JAVA_INT.withName("len"), paddingLayout(4), ADDRESS.withName("buf"));

  private static final VarHandle LEN = LAYOUT.varHandle(groupElement("len"));
  private static final VarHandle BUF = LAYOUT.varHandle(groupElement("buf"));

  private WsaBuf() {}

  /// Points the struct at the first `count` bytes of a buffer.
  public static void write(MemorySegment struct, MemorySegment buffer, int count) {
    Native.checkRoom(buffer, count);
    LEN.set(struct, 0L, count);
    BUF.set(struct, 0L, buffer);
  }
}

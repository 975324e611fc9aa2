package asynclab.syscalls;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.VarHandle;

/// `struct AFD_POLL_INFO { LARGE_INTEGER Timeout; ULONG NumberOfHandles; ULONG Exclusive; struct {
/// HANDLE Handle; ULONG Events; NTSTATUS Status; } Handles[1]; }`: what to watch one socket for,
/// and what came of it.
///
/// No header of Microsoft's has it; wine, libuv and mio agree on it. The kernel reads it when the
/// poll begins and writes it when it ends.
public final class AfdPollInfo {
  /// 32 bytes with room for one handle.
  public static final StructLayout LAYOUT =
      structLayout(
          JAVA_LONG.withName("Timeout"),
          JAVA_INT.withName("NumberOfHandles"),
          JAVA_INT.withName("Exclusive"),
          JAVA_LONG.withName("Handle"),
          JAVA_INT.withName("Events"),
          JAVA_INT.withName("Status"));

  private static final long NEVER = Long.MAX_VALUE;
  private static final VarHandle TIMEOUT = LAYOUT.varHandle(groupElement("Timeout"));
  private static final VarHandle COUNT = LAYOUT.varHandle(groupElement("NumberOfHandles"));
  private static final VarHandle EXCLUSIVE = LAYOUT.varHandle(groupElement("Exclusive"));
  private static final VarHandle HANDLE = LAYOUT.varHandle(groupElement("Handle"));
  private static final VarHandle EVENTS = LAYOUT.varHandle(groupElement("Events"));
  private static final VarHandle STATUS = LAYOUT.varHandle(groupElement("Status"));

  private AfdPollInfo() {}

  /// Asks for `events`, bits of [Afd], of one base handle, without a time limit.
  public static void write(MemorySegment struct, long handle, int events) {
    TIMEOUT.set(struct, 0L, NEVER);
    COUNT.set(struct, 0L, 1);
    EXCLUSIVE.set(struct, 0L, 0);
    HANDLE.set(struct, 0L, handle);
    EVENTS.set(struct, 0L, events);
    STATUS.set(struct, 0L, 0);
  }

  /// Which events have come: 0 when the poll ended without one.
  public static int events(MemorySegment struct) {
    return (int) COUNT.get(struct, 0L) == 0 ? 0 : (int) EVENTS.get(struct, 0L);
  }
}

package asynclab.syscalls;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.MemoryLayout.paddingLayout;
import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.VarHandle;

/// `struct IO_STATUS_BLOCK { union { NTSTATUS Status; PVOID Pointer; }; ULONG_PTR Information; }`:
/// how an operation of the kernel's own interface ended. The two first fields of an [Overlapped]
/// are one.
///
/// @see <a
///   href="https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/ns-wdm-_io_status_block">IO_STATUS_BLOCK</a>
public final class IoStatusBlock {
  /// 16 bytes, on every 64-bit Windows.
  public static final StructLayout LAYOUT =
      structLayout(
          JAVA_INT.withName("Status"), paddingLayout(4), JAVA_LONG.withName("Information"));

  /// The operation is under way.
  public static final int STATUS_PENDING = 0x103;

  private static final VarHandle STATUS = LAYOUT.varHandle(groupElement("Status"));

  private IoStatusBlock() {}

  /// Says that the operation is under way, as the caller has to before it begins.
  public static void begin(MemorySegment struct) {
    STATUS.set(struct, 0L, STATUS_PENDING);
  }

  /// How the operation ended: a status of at least 0, or the negative [Errno#code].
  public static int result(MemorySegment struct) {
    var status = (int) STATUS.get(struct, 0L);
    return status < 0 ? WindowsError.negative(status) : status;
  }
}

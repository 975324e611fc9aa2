package asynclab.syscalls;

import static java.lang.foreign.MemoryLayout.sequenceLayout;
import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.StructLayout;
import java.nio.ByteOrder;
import java.util.UUID;

/// `struct GUID { DWORD Data1; WORD Data2, Data3; BYTE Data4[8]; }`: a UUID whose first three parts
/// are numbers of the machine, least significant byte first, and whose last eight bytes stand as
/// they are written.
final class Guid {
  static final StructLayout LAYOUT =
      structLayout(
          JAVA_INT.withName("Data1"),
          JAVA_SHORT.withName("Data2"),
          JAVA_SHORT.withName("Data3"),
          sequenceLayout(8, JAVA_BYTE).withName("Data4"));

  private Guid() {}

  static MemorySegment write(SegmentAllocator memory, UUID uuid) {
    var struct = memory.allocate(LAYOUT);
    var high = uuid.getMostSignificantBits();
    struct.set(JAVA_INT, 0, (int) (high >>> 32));
    struct.set(JAVA_SHORT, 4, (short) (high >>> 16));
    struct.set(JAVA_SHORT, 6, (short) high);
    var data4 = struct.asSlice(8).asByteBuffer().order(ByteOrder.BIG_ENDIAN);
    data4.putLong(uuid.getLeastSignificantBits());
    return struct;
  }
}

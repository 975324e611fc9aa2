package asynclab.syscalls;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.MemoryLayout.paddingLayout;
import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_CHAR;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.StructLayout;

/// `struct OBJECT_ATTRIBUTES` with its `UNICODE_STRING`: the name of something that the kernel is
/// to open.
///
/// @see <a
///   href="https://learn.microsoft.com/windows/win32/api/ntdef/ns-ntdef-_object_attributes">OBJECT_ATTRIBUTES</a>
final class ObjectAttributes {
  static final StructLayout LAYOUT =
      structLayout(
          JAVA_INT.withName("Length"),
          paddingLayout(4),
          JAVA_LONG.withName("RootDirectory"),
          ADDRESS.withName("ObjectName"),
          JAVA_INT.withName("Attributes"),
          paddingLayout(4),
          JAVA_LONG.withName("SecurityDescriptor"),
          JAVA_LONG.withName("SecurityQualityOfService"));

  /// `struct UNICODE_STRING { USHORT Length, MaximumLength; PWSTR Buffer; }`, lengths in bytes.
  static final StructLayout UNICODE_STRING =
      structLayout(
          JAVA_SHORT.withName("Length"),
          JAVA_SHORT.withName("MaximumLength"),
          paddingLayout(4),
          ADDRESS.withName("Buffer"));

  private static final long NAME = LAYOUT.byteOffset(groupElement("ObjectName"));
  private static final long MAXIMUM = UNICODE_STRING.byteOffset(groupElement("MaximumLength"));
  private static final long BUFFER = UNICODE_STRING.byteOffset(groupElement("Buffer"));

  private ObjectAttributes() {}

  /// The struct for a name such as `\Device\Afd`.
  static MemorySegment named(SegmentAllocator memory, String name) {
    var length = name.length() * Character.BYTES;
    var text = memory.allocateFrom(JAVA_CHAR, name.toCharArray());
    var string = memory.allocate(UNICODE_STRING);
    string.set(JAVA_SHORT, 0, (short) length);
    string.set(JAVA_SHORT, MAXIMUM, (short) length);
    string.set(ADDRESS, BUFFER, text);
    var attributes = memory.allocate(LAYOUT);
    attributes.set(JAVA_INT, 0, (int) LAYOUT.byteSize());
    attributes.set(ADDRESS, NAME, string);
    return attributes;
  }
}

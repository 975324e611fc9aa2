package asynclab.syscalls;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.MemoryLayout.paddingLayout;
import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;

/// `struct io_uring_params`: what is asked for, and the kernel's answer: sizes, features, and where
/// in the mapped memory everything stands.
///
/// @param sqEntries submissions that fit
/// @param cqEntries completions that fit
/// @param flags the `IORING_SETUP_…` that were asked for
/// @param features the `IORING_FEAT_…` of this kernel
/// @param sq where the parts of the submission ring stand, in bytes
/// @param cq where the parts of the completion ring stand, in bytes
public record IoUringParams(
    int sqEntries, int cqEntries, int flags, int features, SqOffsets sq, CqOffsets cq) {
  /// `struct io_sqring_offsets`.
  public record SqOffsets(int head, int tail, int mask, int flags, int array) {
    static final StructLayout LAYOUT =
        structLayout(
            JAVA_INT.withName("head"),
            JAVA_INT.withName("tail"),
            JAVA_INT.withName("ring_mask"),
            JAVA_INT.withName("ring_entries"),
            JAVA_INT.withName("flags"),
            JAVA_INT.withName("dropped"),
            JAVA_INT.withName("array"),
            JAVA_INT.withName("resv1"),
            paddingLayout(8)); // resv2, called user_addr since 6.5
  }

  /// `struct io_cqring_offsets`.
  public record CqOffsets(int head, int tail, int mask, int overflow, int cqes) {
    static final StructLayout LAYOUT =
        structLayout(
            JAVA_INT.withName("head"),
            JAVA_INT.withName("tail"),
            JAVA_INT.withName("ring_mask"),
            JAVA_INT.withName("ring_entries"),
            JAVA_INT.withName("overflow"),
            JAVA_INT.withName("cqes"),
            JAVA_INT.withName("flags"),
            JAVA_INT.withName("resv1"),
            paddingLayout(8));
  }

  static final StructLayout LAYOUT =
      structLayout(
          JAVA_INT.withName("sq_entries"),
          JAVA_INT.withName("cq_entries"),
          JAVA_INT.withName("flags"),
          JAVA_INT.withName("sq_thread_cpu"),
          JAVA_INT.withName("sq_thread_idle"),
          JAVA_INT.withName("features"),
          JAVA_INT.withName("wq_fd"),
          paddingLayout(12), // resv
          SqOffsets.LAYOUT.withName("sq_off"),
          CqOffsets.LAYOUT.withName("cq_off"));

  /// A ring of the kernel's, and what it said of it.
  ///
  /// @param fd the ring's descriptor, or the negative error number
  public record Answer(int fd, IoUringParams params) {}

  /// Calls `io_uring_setup(2)`.
  ///
  /// @param sqEntries submissions that are to fit, a power of two
  /// @param cqEntries completions that are to fit, with `IORING_SETUP_CQSIZE`
  public static Answer setup(int sqEntries, int cqEntries, int flags) {
    try (var arena = Arena.ofConfined()) {
      var struct = arena.allocate(LAYOUT);
      struct.set(JAVA_INT, LAYOUT.byteOffset(groupElement("flags")), flags);
      struct.set(JAVA_INT, LAYOUT.byteOffset(groupElement("cq_entries")), cqEntries);
      var fd = IoUring.setupRaw(sqEntries, struct);
      return new Answer(fd, read(struct));
    }
  }

  private static IoUringParams read(MemorySegment struct) {
    return new IoUringParams(
        field(struct, "sq_entries"),
        field(struct, "cq_entries"),
        field(struct, "flags"),
        field(struct, "features"),
        new SqOffsets(
            field(struct, "sq_off", "head"),
            field(struct, "sq_off", "tail"),
            field(struct, "sq_off", "ring_mask"),
            field(struct, "sq_off", "flags"),
            field(struct, "sq_off", "array")),
        new CqOffsets(
            field(struct, "cq_off", "head"),
            field(struct, "cq_off", "tail"),
            field(struct, "cq_off", "ring_mask"),
            field(struct, "cq_off", "overflow"),
            field(struct, "cq_off", "cqes")));
  }

  private static int field(MemorySegment struct, String... names) {
    var path = new PathElement[names.length];
    for (var i = 0; i < names.length; i++) path[i] = groupElement(names[i]);
    return struct.get(JAVA_INT, LAYOUT.byteOffset(path));
  }

  /// Whether this kernel has every one of these `IORING_FEAT_…`.
  public boolean has(int wanted) {
    return (features & wanted) == wanted;
  }
}

package asynclab.completion;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import asynclab.syscalls.Errno;
import asynclab.syscalls.IoUring;
import asynclab.syscalls.IoUringCqe;
import asynclab.syscalls.IoUringGeteventsArg;
import asynclab.syscalls.IoUringParams;
import asynclab.syscalls.IoUringSqe;
import asynclab.syscalls.KernelTimespec;
import asynclab.syscalls.Mman;
import asynclab.syscalls.SyscallException;
import asynclab.syscalls.Unistd;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// The two rings of io_uring, in memory that the kernel and we both see.
///
/// Each ring has one who puts in and one who takes out, each with an index of its own that only
/// grows (an int that wraps around is fine: only differences count). Who puts in writes the entry
/// first and the index after it (release), who takes out reads the index first and the entry after
/// it (acquire). That is all the locking there is: no system call is needed to see a completion.
///
/// Some facts about `io_uring_enter` that decide what stands here. It takes submissions in order
/// and says how many; what it did not take stays in the ring, so the number to submit is always the
/// distance to the kernel's index. When completions did not fit, the kernel keeps them (`NODROP`)
/// and sets a bit; they come with the next call that asks for events.
///
/// @see <a href="https://kernel.dk/io_uring.pdf">Jens Axboe, Efficient IO with io_uring</a>
final class Rings {
  /// What is asked for, best first: one thread that submits and does the completing work only when
  /// it waits (6.6, 6.1), a thread that is not interrupted for it (5.19), and the plain thing.
  private static final int[] FLAGS = {
    IoUring.IORING_SETUP_SINGLE_ISSUER
        | IoUring.IORING_SETUP_DEFER_TASKRUN
        | IoUring.IORING_SETUP_R_DISABLED
        | IoUring.IORING_SETUP_SUBMIT_ALL
        | IoUring.IORING_SETUP_NO_SQARRAY,
    IoUring.IORING_SETUP_SINGLE_ISSUER
        | IoUring.IORING_SETUP_DEFER_TASKRUN
        | IoUring.IORING_SETUP_R_DISABLED
        | IoUring.IORING_SETUP_SUBMIT_ALL,
    IoUring.IORING_SETUP_COOP_TASKRUN | IoUring.IORING_SETUP_SUBMIT_ALL,
    0
  };

  /// Without these (5.11) this class would be another one.
  private static final int NEEDED =
      IoUring.IORING_FEAT_SINGLE_MMAP
          | IoUring.IORING_FEAT_NODROP
          | IoUring.IORING_FEAT_SUBMIT_STABLE
          | IoUring.IORING_FEAT_FAST_POLL
          | IoUring.IORING_FEAT_EXT_ARG;

  private static final int SIZES = IoUring.IORING_SETUP_CQSIZE | IoUring.IORING_SETUP_CLAMP;
  private static final VarHandle INT = JAVA_INT.varHandle();

  final int fd;
  final MemorySegment sqes;

  private final UringKernel kernel;
  private final IoUringParams params;
  private final Arena arena;
  private final MemorySegment ring;
  private final MemorySegment extras;
  private final MemorySegment time;
  private final MemorySegment limit;
  private final long sqHead;
  private final long sqTail;
  private final long cqHead;
  private final long cqTail;
  private final long cqes;
  private final int sqMask;
  private final int cqMask;
  private @Nullable BitSet operations;
  private int tail; // ours, of the submission ring
  private int head; // ours, of the completion ring

  private Rings(UringKernel kernel, int fd, IoUringParams params, Arena arena)
      throws SyscallException {
    this.kernel = kernel;
    this.fd = fd;
    this.params = params;
    this.arena = arena;
    var sqBytes = params.sq().array() + params.sqEntries() * (long) Integer.BYTES;
    var cqBytes = params.cq().cqes() + params.cqEntries() * IoUringCqe.LAYOUT.byteSize();
    ring = map(Math.max(sqBytes, cqBytes), IoUring.IORING_OFF_SQ_RING);
    sqes = map(params.sqEntries() * IoUringSqe.LAYOUT.byteSize(), IoUring.IORING_OFF_SQES);
    extras = arena.allocate(params.sqEntries() * IoUringSqe.EXTRA_BYTES, IoUringSqe.EXTRA_BYTES);
    time = arena.allocate(KernelTimespec.LAYOUT);
    limit = arena.allocate(IoUringGeteventsArg.LAYOUT);
    IoUringGeteventsArg.time(limit, time);
    sqHead = params.sq().head();
    sqTail = params.sq().tail();
    cqHead = params.cq().head();
    cqTail = params.cq().tail();
    cqes = params.cq().cqes();
    sqMask = ring.get(JAVA_INT, params.sq().mask());
    cqMask = ring.get(JAVA_INT, params.cq().mask());
    if (!is(IoUring.IORING_SETUP_NO_SQARRAY)) writeArray();
  }

  /// Makes rings for `sqEntries` submissions and `cqEntries` completions, powers of two.
  @SuppressWarnings("MustBeClosedChecker") // the arena is the rings', and closed with them
  static Rings open(UringKernel kernel, int sqEntries, int cqEntries) throws SyscallException {
    var answer = kernel.setup(sqEntries, cqEntries, FLAGS[0] | SIZES);
    for (var i = 1; i < FLAGS.length && answer.fd() == -Errno.EINVAL.code(); i++) {
      answer = kernel.setup(sqEntries, cqEntries, FLAGS[i] | SIZES);
    }
    if (answer.fd() < 0) throw refused(Errno.of(-answer.fd()));
    var arena = Arena.ofShared();
    try {
      if (!answer.params().has(NEEDED)) {
        throw new SyscallException(
            "io_uring_setup", Errno.ENOSYS, "this kernel's io_uring is older than Linux 5.11");
      }
      return new Rings(kernel, answer.fd(), answer.params(), arena);
    } catch (SyscallException e) {
      arena.close();
      Unistd.close(answer.fd());
      throw e;
    }
  }

  private static SyscallException refused(Errno errno) {
    var detail =
        switch (errno) {
          case EPERM ->
              "forbidden here: by the container's filter, or by /proc/sys/kernel/io_uring_disabled";
          case ENOSYS -> "this kernel has no io_uring";
          case ENOMEM -> "no memory for the rings: ulimit -l limits it before Linux 5.12";
          default -> errno.meaning();
        };
    return new SyscallException("io_uring_setup", errno, detail);
  }

  private MemorySegment map(long bytes, int offset) throws SyscallException {
    var access = Mman.PROT_READ | Mman.PROT_WRITE;
    return Mman.mmap(arena, bytes, access, Mman.MAP_SHARED | Mman.MAP_POPULATE, fd, offset);
  }

  /// The ring before 6.6 holds indices into the array of submissions: each its own, once for all.
  private void writeArray() {
    for (var i = 0; i < params.sqEntries(); i++) {
      ring.set(JAVA_INT, params.sq().array() + (long) i * Integer.BYTES, i);
    }
  }

  /// Whether the ring was made with this `IORING_SETUP_…`.
  boolean is(int flag) {
    return (params.flags() & flag) != 0;
  }

  /// The calling thread is the one that submits, from now on.
  void enable() throws SyscallException {
    if (!is(IoUring.IORING_SETUP_R_DISABLED)) return;
    var result =
        IoUring.registerRaw(fd, IoUring.IORING_REGISTER_ENABLE_RINGS, MemorySegment.NULL, 0);
    if (result < 0) throw new SyscallException("io_uring_register", Errno.of(-result));
  }

  /// Refuses what the running kernel does not know.
  ///
  /// @param operation one that came with the same version, for only operations can be asked for
  void need(int operation, String what, String version) throws SyscallException {
    if (operations == null) operations = kernel.operations(fd);
    if (!operations.get(operation)) {
      throw new UnsupportedOperationException(
          "this kernel's io_uring has no %s: it came with Linux %s".formatted(what, version));
    }
  }

  /// Whether there is no room for a submission before some are handed over.
  boolean isFull() {
    return toSubmit() == params.sqEntries();
  }

  /// How many submissions the kernel has not taken.
  int toSubmit() {
    return tail - (int) INT.getAcquire(ring, sqHead);
  }

  /// The index of the next free submission, which [#push] adds to the ring.
  int next() {
    return tail & sqMask;
  }

  /// Bytes that the next submission may use beside its struct, until it is handed over.
  MemorySegment extra() {
    return extras.asSlice(next() * IoUringSqe.EXTRA_BYTES, IoUringSqe.EXTRA_BYTES);
  }

  /// Adds the submission written last: the kernel sees it with the next call.
  void push() {
    tail++;
    INT.setRelease(ring, sqTail, tail);
  }

  /// Hands over what was pushed and waits for `complete` completions.
  ///
  /// @param nanos at most; [Turn#UNLIMITED] waits without end
  /// @return how many submissions were taken, or the negative error number: `ETIME` when the time
  ///   was over, `EINTR` when a signal came
  int enter(int complete, long nanos) {
    var flags = IoUring.IORING_ENTER_GETEVENTS;
    if (nanos < 0 || complete == 0) {
      return kernel.enter(fd, toSubmit(), complete, flags, MemorySegment.NULL);
    }
    KernelTimespec.write(time, nanos);
    return kernel.enter(fd, toSubmit(), complete, flags | IoUring.IORING_ENTER_EXT_ARG, limit);
  }

  /// Hands over everything that was pushed, without a wait.
  void submit() throws SyscallException {
    while (toSubmit() > 0) {
      var result = enter(0, 0);
      if (result < 0 && result != -Errno.EINTR.code()) throw Rings.refused(result);
    }
  }

  static SyscallException refused(int result) {
    var errno = Errno.of(-result);
    var detail =
        switch (errno) {
          case EBUSY -> "completions wait to be taken: await before more is submitted";
          case EAGAIN -> "the kernel has no memory for another operation: await some first";
          case EEXIST -> "the ring belongs to another thread";
          default -> errno.meaning();
        };
    return new SyscallException("io_uring_enter", errno, detail);
  }

  /// How many completions are there to be read, without a system call.
  int ready() {
    return (int) INT.getAcquire(ring, cqTail) - head;
  }

  /// Whether the kernel keeps completions that did not fit.
  boolean hasOverflown() {
    var flags = (int) INT.getAcquire(ring, (long) params.sq().flags());
    return (flags & IoUring.IORING_SQ_CQ_OVERFLOW) != 0;
  }

  long userData() {
    return IoUringCqe.userData(ring, first());
  }

  int result() {
    return IoUringCqe.res(ring, first());
  }

  int flags() {
    return IoUringCqe.flags(ring, first());
  }

  private long first() {
    return cqes + (head & cqMask) * IoUringCqe.LAYOUT.byteSize();
  }

  /// The first completion has been read.
  void pop() {
    head++;
  }

  /// Gives the room of the completions that were read back to the kernel.
  void release() {
    INT.setRelease(ring, cqHead, head);
  }

  /// Memory that lives as long as the rings.
  MemorySegment allocate(long bytes, long alignment) {
    return arena.allocate(bytes, alignment);
  }

  /// The kernel lets go of the rings, and we unmap them.
  void close() throws SyscallException {
    try {
      Unistd.close(fd);
    } finally {
      arena.close();
    }
  }
}

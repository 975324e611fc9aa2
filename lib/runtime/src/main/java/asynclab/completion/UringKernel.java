package asynclab.completion;

import asynclab.syscalls.IoUring;
import asynclab.syscalls.IoUringParams;
import asynclab.syscalls.IoUringProbe;
import asynclab.syscalls.SyscallException;
import java.lang.foreign.MemorySegment;
import java.util.BitSet;

/// What is asked of the kernel; a test may answer in its place.
interface UringKernel {
  /// This machine's.
  UringKernel REAL = IoUringParams::setup;

  IoUringParams.Answer setup(int sqEntries, int cqEntries, int flags);

  /// The `IORING_OP_…` that it knows.
  default BitSet operations(int ring) throws SyscallException {
    return IoUringProbe.operations(ring);
  }

  default int enter(int ring, int submit, int complete, int flags, MemorySegment argument) {
    return IoUring.enterRaw(ring, submit, complete, flags, argument);
  }
}

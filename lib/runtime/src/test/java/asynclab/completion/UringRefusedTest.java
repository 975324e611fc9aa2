package asynclab.completion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import asynclab.syscalls.Errno;
import asynclab.syscalls.IoUring;
import asynclab.syscalls.IoUringParams;
import asynclab.syscalls.SyscallException;
import java.util.BitSet;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// Where io_uring is forbidden, missing or too old.
@EnabledOnOs(value = OS.LINUX, disabledReason = "io_uring is a facility of Linux")
class UringRefusedTest {
  @Test
  void a_kernel_that_forbids_it_is_told_of_and_another_queue_takes_its_place() throws Exception {
    var e = refused(Errno.EPERM);

    assertEquals(
        "io_uring_setup: EPERM (forbidden here: by the container's filter, or by"
            + " /proc/sys/kernel/io_uring_disabled)",
        e.getMessage());
    try (var queue = UringQueue.openOr(saying(Errno.EPERM), EmulatedQueue::open)) {
      assertEquals("emulated over epoll", queue.facility());
    }
  }

  @Test
  void a_kernel_without_it_is_told_of_and_another_queue_takes_its_place() throws Exception {
    assertEquals(
        "io_uring_setup: ENOSYS (this kernel has no io_uring)", refused(Errno.ENOSYS).getMessage());
    try (var queue = UringQueue.openOr(saying(Errno.ENOSYS), EmulatedQueue::open)) {
      assertEquals("emulated over epoll", queue.facility());
    }
  }

  @Test
  void no_memory_and_no_descriptors_are_errors_and_no_reason_for_another_queue() {
    for (var errno : new Errno[] {Errno.ENOMEM, Errno.EMFILE, Errno.ENFILE, Errno.EINVAL}) {
      assertEquals(errno, refused(errno).errno());
      assertThrows(
          SyscallException.class, () -> UringQueue.openOr(saying(errno), EmulatedQueue::open));
    }
  }

  @Test
  @EnabledIf(value = "asynclab.completion.Queues#hasRings", disabledReason = Queues.NO_RINGS)
  void a_kernel_that_is_too_old_is_told_of_and_its_ring_is_closed() throws Exception {
    var before = Talk.descriptors();
    UringKernel old =
        (sq, cq, flags) -> {
          var answer = IoUringParams.setup(sq, cq, flags);
          var p = answer.params();
          var features = p.features() & ~IoUring.IORING_FEAT_EXT_ARG;
          return new IoUringParams.Answer(
              answer.fd(),
              new IoUringParams(p.sqEntries(), p.cqEntries(), p.flags(), features, p.sq(), p.cq()));
        };

    var e = assertThrows(SyscallException.class, () -> UringQueue.open(old, 4, 8));

    assertEquals(
        "io_uring_setup: ENOSYS (this kernel's io_uring is older than Linux 5.11)", e.getMessage());
    assertEquals(before, Talk.descriptors());
  }

  @Test
  @EnabledIf(value = "asynclab.completion.Queues#hasRings", disabledReason = Queues.NO_RINGS)
  void what_the_kernel_does_not_know_is_refused_with_the_version_that_brought_it()
      throws Exception {
    var kernel =
        new UringKernel() {
          @Override
          public IoUringParams.Answer setup(int sqEntries, int cqEntries, int flags) {
            return IoUringParams.setup(sqEntries, cqEntries, flags);
          }

          @Override
          public BitSet operations(int ring) {
            return new BitSet(); // as before 5.6, when it could not even be asked for
          }
        };
    try (var queue = UringQueue.open(kernel, 4, 8);
        var listener = Endpoint.loopback()) {
      var accept =
          assertThrows(
              UnsupportedOperationException.class, () -> queue.acceptMultishot(listener, 1));
      var ring = assertThrows(UnsupportedOperationException.class, () -> queue.bufferRing(4, 4));

      assertEquals(
          "this kernel's io_uring has no multishot accept: it came with Linux 5.19",
          accept.getMessage());
      assertEquals(
          "this kernel's io_uring has no rings of buffers: it came with Linux 5.19",
          ring.getMessage());
    }
  }

  @Test
  @EnabledIf(value = "asynclab.completion.Queues#hasRings", disabledReason = Queues.NO_RINGS)
  void where_a_filter_forbids_the_call_the_queue_is_an_emulated_one_and_says_so() throws Exception {
    var confined =
        new FutureTask<>(() -> {
          Filter.forbid(425); // io_uring_setup, for this thread and for good
          try (var queue = CompletionQueue.open()) {
            queue.nop(1);
            return queue.facility() + ", " + Talk.told(queue, 1) + ", " + IoUring.isAllowed();
          }
        });
    Thread.ofPlatform().daemon().start(confined);

    assertEquals("emulated over epoll, [token 1: 0], false", confined.get());
  }

  private static SyscallException refused(Errno errno) {
    return assertThrows(SyscallException.class, () -> UringQueue.open(saying(errno), 4, 8));
  }

  private static UringKernel saying(Errno errno) {
    var nothing = new IoUringParams.SqOffsets(0, 0, 0, 0, 0);
    var params = new IoUringParams(0, 0, 0, 0, nothing, new IoUringParams.CqOffsets(0, 0, 0, 0, 0));
    return (_, _, _) -> new IoUringParams.Answer(-errno.code(), params);
  }
}

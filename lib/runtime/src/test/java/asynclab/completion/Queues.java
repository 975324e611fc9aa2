package asynclab.completion;

import asynclab.poll.PollPoller;
import asynclab.syscalls.IoUring;
import asynclab.syscalls.IoUringParams;
import asynclab.syscalls.Os;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/// The queues that the contract tests run against. A new backend is one more row.
final class Queues {
  /// What the kernels before 6.6, before 6.1 and before 5.18 do not know.
  private static final int SINCE_6_6 = IoUring.IORING_SETUP_NO_SQARRAY;

  private static final int SINCE_6_1 = SINCE_6_6 | IoUring.IORING_SETUP_DEFER_TASKRUN;
  private static final int SINCE_5_18 =
      SINCE_6_1 | IoUring.IORING_SETUP_COOP_TASKRUN | IoUring.IORING_SETUP_SUBMIT_ALL;

  static final String NO_RINGS = "io_uring is forbidden or missing on this machine";

  static final String NOT_TRIED = "streams by completion have not been tried on Windows";

  private Queues() {}

  static boolean hasRings() {
    return Os.current() == Os.LINUX && IoUring.isAllowed();
  }

  /// Opens a queue.
  @FunctionalInterface
  interface Opener {
    CompletionQueue open() throws IOException;
  }

  /// Every queue of this machine.
  static Stream<Named<Opener>> all() {
    return Stream.concat(ofTheKernel(), emulated());
  }

  /// Their names, for a JVM that opens one of them itself.
  static Stream<String> names() {
    return all().map(Named::getName);
  }

  static Opener named(String name) {
    return all().filter(each -> each.getName().equals(name)).findFirst().orElseThrow().getPayload();
  }

  private static Stream<Named<Opener>> emulated() {
    var best = Named.<Opener>of("emulated over the system's poller", EmulatedQueue::open);
    var poll = Named.<Opener>of("emulated over poll", () -> EmulatedQueue.over(PollPoller.open()));
    return Os.current() == Os.WINDOWS ? Stream.of(best) : Stream.of(best, poll);
  }

  /// io_uring as this kernel has it, and as an older one would; IOCP on Windows.
  private static Stream<Named<Opener>> ofTheKernel() {
    if (Os.current() == Os.WINDOWS) return Stream.of(Named.of("IOCP", IocpQueue::open));
    if (!hasRings()) return Stream.of();
    return Stream.of(
        Named.of("io_uring", UringQueue::open),
        Named.of("io_uring as before 6.6", () -> older(SINCE_6_6)),
        Named.of("io_uring as before 6.1", () -> older(SINCE_6_1)),
        Named.of("io_uring as before 5.18", () -> older(SINCE_5_18)));
  }

  static UringQueue older(int unknown) throws IOException {
    return UringQueue.open(new Older(unknown), 64, 256);
  }

  /// A kernel that refuses flags which it does not know, as an old one does.
  private record Older(int unknown) implements UringKernel {
    @Override
    public IoUringParams.Answer setup(int sqEntries, int cqEntries, int flags) {
      // A ring of no entries is what every kernel calls EINVAL.
      return IoUringParams.setup((flags & unknown) == 0 ? sqEntries : 0, cqEntries, flags);
    }
  }
}

package asynclab.poll;

import asynclab.syscalls.Errno;
import asynclab.syscalls.SyscallException;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The books of a poller whose kernel keeps none, or other ones than epoll: what is watched, by
/// descriptor. What is wrong with a registration is told in epoll's words.
///
/// Not thread-safe: its poller's lock guards it.
final class Watches {
  /// One descriptor that is watched; never changed but for being reported and ended.
  static final class Watch {
    final int fd;

    /// Another one each time: tells an event for this from one for an earlier watch.
    final long serial;

    final long key;
    final Interest interest;

    /// False once it was taken out or another has taken its place.
    boolean live = true;

    /// False once a one-shot interest was reported.
    boolean armed = true;

    /// What a poller that gets more than one event for a descriptor has collected so far.
    int readiness;

    /// On Windows: what the socket driver calls it, and the poll of it that is under way.
    long handle;

    AfdOperations.@Nullable Operation operation;

    private Watch(int fd, long serial, long key, Interest interest) {
      this.fd = fd;
      this.serial = serial;
      this.key = key;
      this.interest = interest;
    }
  }

  private final String call;
  private @Nullable Watch[] byFd = new Watch[16];
  private int size;
  private long serial;

  /// @param call the C call that a refusal names
  Watches(String call) {
    this.call = call;
  }

  int size() {
    return size;
  }

  /// @throws SyscallException `EEXIST`
  Watch add(int fd, long key, Interest interest) throws SyscallException {
    if (find(fd) != null) throw refused(Errno.EEXIST, fd);
    size++;
    return put(fd, key, interest);
  }

  /// @throws SyscallException `ENOENT`
  Watch replace(int fd, long key, Interest interest) throws SyscallException {
    known(fd).live = false;
    return put(fd, key, interest);
  }

  /// @throws SyscallException `ENOENT`
  Watch remove(int fd) throws SyscallException {
    var watch = known(fd);
    watch.live = false;
    byFd[fd] = null;
    size--;
    return watch;
  }

  @Nullable Watch find(int fd) {
    return fd >= 0 && fd < byFd.length ? byFd[fd] : null;
  }

  /// In the order of their descriptors.
  void forEach(Consumer<Watch> action) {
    for (var watch : byFd) if (watch != null) action.accept(watch);
  }

  private Watch known(int fd) throws SyscallException {
    var watch = find(fd);
    if (watch == null) throw refused(Errno.ENOENT, fd);
    return watch;
  }

  private Watch put(int fd, long key, Interest interest) {
    if (fd >= byFd.length) byFd = Arrays.copyOf(byFd, 2 * fd);
    var watch = new Watch(fd, ++serial, key, interest);
    byFd[fd] = watch;
    return watch;
  }

  /// For a kernel that remembers nothing from one answer to the next.
  ///
  /// @param who what tells what is ready
  static void refuseEdges(String who, Interest interest) {
    if (interest.trigger() == Interest.Trigger.LEVEL) return;
    throw new UnsupportedOperationException(
        who
            + " tells what is ready, not what is new: take a level-triggered or a one-shot"
            + " interest instead of an edge-triggered one");
  }

  SyscallException refused(Errno errno, int fd) {
    var detail =
        switch (errno) {
          case EEXIST -> "fd %d is already registered";
          case ENOENT -> "fd %d is not registered";
          case EBADF -> "fd %d, or the queue, is not open";
          default -> errno.meaning() + ", fd %d";
        };
    return new SyscallException(call, errno, detail.formatted(fd));
  }
}

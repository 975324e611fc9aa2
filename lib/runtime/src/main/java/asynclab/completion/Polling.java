package asynclab.completion;

import asynclab.syscalls.Errno;
import asynclab.syscalls.Pollfd;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// A look whether a descriptor is ready: poll(2) without a wait.
final class Polling implements Operation.Attempt {
  private final MemorySegment struct = Arena.ofAuto().allocate(Pollfd.LAYOUT);

  Polling(int fd, int events) {
    Pollfd.write(struct, 0, fd, events);
  }

  @Override
  public int now() {
    var result = Pollfd.pollRaw(struct, 1, 0);
    if (result < 0) return result;
    var revents = Pollfd.revents(struct, 0);
    if ((revents & Pollfd.POLLNVAL) != 0) return -Errno.EBADF.code();
    return revents == 0 ? -Errno.EAGAIN.code() : revents;
  }
}

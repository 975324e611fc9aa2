package asynclab.completion;

import asynclab.syscalls.Fcntl;
import java.io.IOException;

/// What io_uring does with the sockets that it comes to own.
///
/// @param uring the queue
record UringOwner(Uring uring) implements Endpoint.Owner {
  /// The kernel waits in our place; with a socket that does not block it would not.
  @Override
  public void adopt(Endpoint endpoint) throws IOException {
    Fcntl.setNonblocking(endpoint.fd(), false);
  }

  @Override
  public void release(Endpoint endpoint) throws IOException {
    uring.cancelOn(endpoint);
  }

  @Override
  public String toString() {
    return "io_uring, fd " + uring.fd();
  }
}

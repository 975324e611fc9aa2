package asynclab.syscalls;

import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.util.Optional;

/// What receiving a datagram came to.
///
/// @param result its length, which may be more than there was room for, or the negative error
///   number
/// @param from who sent it; empty with an error
public record Received(int result, Optional<InetSocketAddress> from) {
  static Received of(int result, MemorySegment address) {
    return result < 0 ? error(result) : new Received(result, Optional.of(Sockaddr.read(address)));
  }

  static Received error(int result) {
    return new Received(result, Optional.empty());
  }
}

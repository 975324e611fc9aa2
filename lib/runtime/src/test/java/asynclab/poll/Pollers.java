package asynclab.poll;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/// The pollers that the contract tests run against. A new backend is one more row.
final class Pollers {
  private Pollers() {}

  /// Opens a poller.
  @FunctionalInterface
  interface Opener {
    Poller open() throws IOException;
  }

  static Stream<Named<Opener>> all() {
    return Stream.of(Named.of("epoll", EpollPoller::open));
  }
}

package asynclab.net;

import asynclab.completion.CompletionPollers;
import asynclab.executor.EventLoop;
import asynclab.poll.Poller;
import asynclab.syscalls.IoUring;
import asynclab.syscalls.Os;
import asynclab.trace.Observer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// The loops that streams run on, each over IPv4 and IPv6. A new reactor is one more row.
public final class Loops {
  private Loops() {}

  /// Opens what a loop waits in.
  @FunctionalInterface
  public interface Opening {
    Poller open() throws IOException;
  }

  /// A loop and the addresses of its sockets.
  public record Kind(String name, Opening opening, String host) {
    /// Where the machine has what it takes; else the test is left out, by name.
    public EventLoop open(Observer observer) throws IOException {
      if (name.startsWith("io_uring")) Assumptions.assumeTrue(hasRings(), "io_uring is forbidden");
      if (!name.equals("readiness"))
        Assumptions.assumeFalse(Os.current() == Os.WINDOWS, "not tried on Windows");
      if (isIpv6()) Assumptions.assumeTrue(hasIpv6(), "this machine has no ::1");
      return EventLoop.over(opening.open(), observer, System::nanoTime);
    }

    /// Any free port of this machine's loopback address.
    public InetSocketAddress address() {
      return new InetSocketAddress(InetAddress.ofLiteral(host), 0);
    }

    /// As messages and URIs have it.
    public String text(int port) {
      return (isIpv6() ? "[0:0:0:0:0:0:0:1]:" : host + ":") + port;
    }

    private boolean isIpv6() {
      return host.equals("::1");
    }

    @Override
    public String toString() {
      return name + (isIpv6() ? ", IPv6" : ", IPv4");
    }
  }

  /// Every kind of loop. What has the same sockets as another row runs over IPv4 alone.
  public static Stream<Kind> all() {
    var ip4 = "127.0.0.1";
    var ip6 = "::1";
    return Stream.of(
        new Kind("readiness", Poller::ofSystem, ip4),
        new Kind("readiness", Poller::ofSystem, ip6),
        new Kind("io_uring", CompletionPollers::overRings, ip4),
        new Kind("io_uring", CompletionPollers::overRings, ip6),
        new Kind("io_uring before 6.0", CompletionPollers::overOldRings, ip4),
        new Kind("emulated completion", CompletionPollers::overEmulation, ip4));
  }

  private static boolean hasRings() {
    return Os.current() == Os.LINUX && IoUring.isAllowed();
  }

  private static boolean hasIpv6() {
    try (var _ = new ServerSocket(0, 1, InetAddress.ofLiteral("::1"))) {
      return true;
    } catch (IOException missing) {
      return false;
    }
  }
}

package asynclab.simulation;

import asynclab.syscalls.Errno;
import asynclab.syscalls.SyscallException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;

/// Connections that exist in memory alone. Bytes arrive in order, as with TCP, but in pieces of any
/// size, after any of the delays that [Conditions] allow; a piece that is lost is sent again, 200
/// ms later.
final class Network {
  /// The highest of the ports that callers get; each gets the next one down.
  private static final int LAST_PORT = 65_535;

  private static final int SENT_MAX = 6;
  private static final long SENT_AGAIN_NANOS = 200_000_000;

  private final Kernel kernel;
  private final Conditions conditions;
  private final Map<InetSocketAddress, SimulatedListener> listeners = new HashMap<>();
  private int ports = LAST_PORT;

  Network(Kernel kernel, Conditions conditions) {
    this.kernel = kernel;
    this.conditions = conditions;
  }

  /// @throws SyscallException `EADDRINUSE`
  SimulatedListener listen(InetSocketAddress wanted) throws SyscallException {
    var address = wanted.getPort() == 0 ? freeAddress(wanted) : wanted;
    if (listeners.containsKey(address)) {
      throw new SyscallException("bind", Errno.EADDRINUSE, "somebody listens at " + text(address));
    }
    var listener = new SimulatedListener(kernel, this, address);
    listeners.put(address, listener);
    return listener;
  }

  void forget(SimulatedListener listener) {
    listeners.remove(listener.address());
  }

  /// Begins to connect: there and back again takes two delays.
  SimulatedStream connect(InetSocketAddress to) {
    var from = to.isUnresolved() ? InetSocketAddress.createUnresolved("client", 0) : to;
    var caller = new SimulatedStream(kernel, this, freeAddress(from), to);
    kernel.after(delay(), () -> called(caller));
    kernel.journal.add(caller + " connects to " + text(to));
    return caller;
  }

  private void called(SimulatedStream caller) {
    if (!caller.isOpen()) return;
    var listener = listeners.get(caller.peerAddress());
    if (listener == null || !listener.hasRoom()) {
      kernel.after(delay(), () -> caller.fails(Errno.ECONNREFUSED));
      return;
    }
    var called = new SimulatedStream(kernel, this, caller.peerAddress(), caller.localAddress());
    called.isConnectedTo(caller);
    listener.add(called);
    kernel.after(delay(), () -> caller.isConnectedTo(called));
  }

  /// The delay of one piece, its losses included.
  long delay() {
    var nanos = kernel.chance.between(conditions.least().toNanos(), conditions.most().toNanos());
    for (var sent = 1; sent < SENT_MAX && kernel.chance.happens(conditions.loss()); sent++) {
      nanos += SENT_AGAIN_NANOS;
    }
    return nanos;
  }

  /// Whether the connection breaks instead of carrying the next piece.
  boolean breaks() {
    return kernel.chance.happens(conditions.reset());
  }

  private InetSocketAddress freeAddress(InetSocketAddress host) {
    var port = ports--;
    return host.isUnresolved()
        ? InetSocketAddress.createUnresolved(host.getHostString(), port)
        : new InetSocketAddress(host.getAddress(), port);
  }

  static String text(InetSocketAddress address) {
    return address.getHostString() + ":" + address.getPort();
  }
}

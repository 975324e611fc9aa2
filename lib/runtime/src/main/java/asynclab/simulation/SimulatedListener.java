package asynclab.simulation;

import asynclab.poll.Event;
import asynclab.poll.ListeningSocket;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Optional;

/// Where others connect to.
final class SimulatedListener implements SimulatedSocket, ListeningSocket {
  /// As `listen(2)` has it: more callers than that are refused.
  private static final int BACKLOG = 128;

  private final Kernel kernel;
  private final Network network;
  private final InetSocketAddress address;
  private final int fd;
  private final ArrayDeque<SimulatedStream> backlog = new ArrayDeque<>();
  private boolean open = true;

  SimulatedListener(Kernel kernel, Network network, InetSocketAddress address) {
    this.kernel = kernel;
    this.network = network;
    this.address = address;
    this.fd = kernel.open(this);
  }

  boolean hasRoom() {
    return backlog.size() < BACKLOG;
  }

  void add(SimulatedStream called) {
    backlog.add(called);
  }

  @Override
  public Optional<SimulatedStream> accept() {
    if (!open) throw new IllegalStateException(this + " is closed");
    return Optional.ofNullable(backlog.poll());
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public int readiness() {
    return backlog.isEmpty() ? 0 : Event.READABLE;
  }

  @Override
  public int fd() {
    return fd;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  /// Breaks the connections that nobody has accepted.
  @Override
  public void close() {
    if (!open) return;
    open = false;
    kernel.close(fd);
    network.forget(this);
    backlog.forEach(SimulatedStream::breakOff);
  }

  @Override
  public String toString() {
    return "listener " + Network.text(address);
  }
}

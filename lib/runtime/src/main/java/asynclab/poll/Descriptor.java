package asynclab.poll;

import asynclab.syscalls.SocketCalls;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A socket's descriptor with an owner: closed once, and not used afterwards.
///
/// Closing first ends the watching and then gives the number back. Some queues would notice by
/// themselves, epoll and kqueue for instance, unless a second descriptor stands for the same open
/// file; poll(2) would not, and would keep the connection open for as long as its wait lasts.
abstract sealed class Descriptor implements Source, AutoCloseable
    permits TcpListener, TcpStream, UdpSocket {
  /// The socket calls of this system.
  static final SocketCalls CALLS = SocketCalls.ofSystem();

  private final int fd;
  private volatile boolean closed;
  private volatile List<Registry> watchers = List.of();

  Descriptor(int fd) {
    this.fd = fd;
  }

  /// The number, if it is still ours: a closed one may be a stranger's by now.
  @Override
  public int fd() {
    if (closed) throw new IllegalStateException("this " + owner() + " is closed");
    return fd;
  }

  @Override
  public boolean isOpen() {
    return !closed;
  }

  @Override
  public synchronized void watchedBy(Registry registry) {
    if (watchers.contains(registry)) return;
    var all = new ArrayList<>(watchers);
    all.removeIf(Registry::isClosed);
    all.add(registry);
    watchers = List.copyOf(all);
  }

  /// Takes it out of every [Poll] and closes it. Closing twice does nothing.
  @Override
  public void close() throws IOException {
    if (!closesFirst()) return;
    try {
      for (var registry : watchers) registry.closing(this, fd);
    } finally {
      CALLS.close(fd);
    }
  }

  private synchronized boolean closesFirst() {
    var first = !closed;
    closed = true;
    return first;
  }

  private String owner() {
    return getClass().getSimpleName();
  }

  @Override
  public String toString() {
    return owner() + "(fd " + fd + (isOpen() ? ")" : ", closed)");
  }
}

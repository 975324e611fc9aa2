package asynclab.poll;

import asynclab.trace.Observer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What a [Poll] watches. Any thread may use it, also while another waits.
public final class Registry {
  private final Poller poller;
  private final Observer observer;
  private @Nullable Registration[] byFd = new Registration[0];
  private int serial;
  private volatile List<Wakeup> wakeups = List.of();
  private volatile boolean closed;
  private volatile Consumer<Token> heard = _ -> {};

  Registry(Poller poller, Observer observer) {
    this.poller = poller;
    this.observer = observer;
  }

  /// Watches a source from now on. What is there already counts: the next wait reports it.
  ///
  /// Two sources may share a token; you then cannot tell their events apart.
  ///
  /// @throws IOException `EEXIST` when it is registered already; with epoll `EPERM` for a regular
  ///   file, which is always ready, and so poll(2) and kqueue report it
  /// @throws UnsupportedOperationException when the interest is edge-triggered and the poller does
  ///   not know edges
  public void register(Source source, Token token, Interest interest) throws IOException {
    add(source, token, interest);
    observer.registered(token.value(), interest.toString());
  }

  private synchronized void add(Source source, Token token, Interest interest) throws IOException {
    var fd = openFd(source);
    var registration = new Registration(source, token, fd, ++serial);
    // Adding first asks the kernel, who alone knows whether the number of somebody else's
    // descriptor was closed and handed out again.
    poller.add(fd, registration.key, interest);
    source.watchedBy(this);
    if (fd >= byFd.length) byFd = Arrays.copyOf(byFd, Math.max(16, 2 * fd));
    byFd[fd] = registration;
  }

  /// Changes the token and the interest. A one-shot source is reported again from now on, and what
  /// is there already counts once more.
  ///
  /// @throws IllegalStateException when it is not registered here
  public void reregister(Source source, Token token, Interest interest) throws IOException {
    synchronized (this) {
      var registration = find(source);
      poller.modify(source.fd(), registration.key, interest);
      registration.token = token;
    }
    observer.registered(token.value(), interest.toString());
  }

  /// Whether an interest may be edge-triggered.
  public boolean knowsEdges() {
    return poller.knowsEdges();
  }

  /// Ends watching; events of this source that were already collected are dropped. Closing a
  /// [TcpStream] or [TcpListener] does the same.
  ///
  /// @throws IllegalStateException when it is not registered here
  public void deregister(Source source) throws IOException {
    Registration registration;
    synchronized (this) {
      registration = find(source);
      poller.delete(source.fd());
      registration.ended = true;
    }
    observer.deregistered(registration.token.value());
  }

  /// What [#deregister] does, for a source that is about to give its descriptor back and may not be
  /// registered at all.
  public synchronized void closing(Source source, int fd) throws IOException {
    var registration = fd < byFd.length ? byFd[fd] : null;
    if (closed || registration == null) return;
    if (!registration.source.equals(source) || registration.ended) return;
    registration.ended = true;
    poller.delete(fd);
    heard.accept(registration.token);
  }

  /// From now on calls `heard` with the token of each source that is closed while it is registered:
  /// of such a one no event tells. On the thread that closes it.
  public void onClosing(Consumer<Token> heard) {
    this.heard = heard;
  }

  private int openFd(Source source) {
    if (closed) throw new IllegalStateException("this Poll is closed: open another");
    if (source.isOpen()) return source.fd();
    throw new IllegalStateException(
        source + " is closed, and closing has taken it out of every Poll");
  }

  private Registration find(Source source) {
    var fd = openFd(source);
    var registration = fd < byFd.length ? byFd[fd] : null;
    if (registration != null && registration.isLive()) return registration;
    throw new IllegalStateException(
        source + " is not registered with this Poll: register it first");
  }

  /// Gives the events from slot `from` on their registrations and drops those that have none.
  synchronized void resolve(Events events, int from) {
    for (var i = from; i < events.count(); i++) {
      var slot = events.slot(i);
      var fd = Registration.fd(slot.key);
      if (fd < 0 || fd >= byFd.length) continue;
      var registration = byFd[fd];
      if (registration == null || registration.key != slot.key) continue;
      if (registration.isLive()) slot.registration = registration;
    }
    events.dropUnknownFrom(from);
  }

  synchronized void add(Wakeup wakeup) {
    if (closed) throw new IllegalStateException("this Poll is closed: open another");
    var all = new ArrayList<>(wakeups);
    all.add(wakeup);
    wakeups = List.copyOf(all);
  }

  List<Wakeup> wakeups() {
    return wakeups;
  }

  void wake(Wakeup wakeup) {
    observer.woken(wakeup.token().value());
    poller.wakeup();
  }

  synchronized void close() {
    closed = true;
  }

  boolean isClosed() {
    return closed;
  }
}

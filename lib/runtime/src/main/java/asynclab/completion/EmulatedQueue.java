package asynclab.completion;

import asynclab.poll.Events;
import asynclab.poll.Poll;
import asynclab.poll.Poller;
import asynclab.poll.Token;
import asynclab.poll.Wakeup;
import asynclab.syscalls.Errno;
import asynclab.syscalls.Fcntl;
import asynclab.syscalls.Os;
import asynclab.syscalls.Pollfd;
import asynclab.syscalls.SocketCalls;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// [CompletionQueue] played on top of readiness, for systems that forbid io_uring.
///
/// An operation is tried at once; if it would have to wait, its socket is watched, and it is tried
/// again when an event comes. So the program sees completions, and beneath them the same calls are
/// made as without this class: it is a model to learn and to go on with, not a faster way. An
/// object is made for each operation.
///
/// The rule of the buffers holds here too: they are read and written within a wait.
public final class EmulatedQueue implements CompletionQueue {
  private static final SocketCalls CALLS = SocketCalls.ofSystem();
  private static final Token WAKE = new Token(-1);

  private final Poll poll;
  private final String facility;
  private final Wakeup wakeup;
  private final Turn turn = new Turn(() -> {}); // Poll hears interrupts itself
  private final Endpoint.Owner owner = new EndpointOwner();
  private final Events events = Events.withCapacity(256);
  private final ArrayDeque<Runnable> submitted = new ArrayDeque<>();
  private final Map<Endpoint, Watch> watches = new HashMap<>();
  private final Map<Token, Watch> byToken = new HashMap<>();
  private final Deadlines deadlines = new Deadlines(); // of tokens
  private final ArrayDeque<Told> done = new ArrayDeque<>();
  private long serial;

  private EmulatedQueue(Poll poll, String facility) {
    this.poll = poll;
    this.facility = facility;
    this.wakeup = Wakeup.of(poll.registry(), WAKE);
  }

  /// An operation that is done.
  private record Told(long token, int result, boolean isDescriptor) {}

  /// A queue over the best poller of this system.
  public static EmulatedQueue open() throws IOException {
    return over(Poller.ofSystem());
  }

  /// A queue over a poller, which it closes at the end and is named after: over an `EpollPoller` it
  /// is `emulated over epoll`.
  public static EmulatedQueue over(Poller poller) {
    var name = poller.getClass().getSimpleName().replaceFirst("Poller$", "");
    return new EmulatedQueue(Poll.over(poller), "emulated over " + name.toLowerCase(Locale.ROOT));
  }

  @Override
  public String facility() {
    return facility;
  }

  @Override
  public void nop(long token) {
    submit(() -> tell(token, 0));
  }

  @Override
  public void accept(Endpoint listener, long token) throws IOException {
    var fd = use(listener);
    begin(listener, new Operation(token, Operation.Kind.ACCEPT, () -> CALLS.accept(fd)));
  }

  @Override
  public void connect(Endpoint socket, InetSocketAddress to, long token) throws IOException {
    Pending.checkAddress(to);
    begin(socket, new Operation(token, Operation.Kind.CONNECT, new Connecting(use(socket), to)));
  }

  @Override
  public void recv(Endpoint socket, MemorySegment buffer, long token) throws IOException {
    var bytes = Pending.checkWritable(buffer);
    var fd = use(socket);
    begin(socket, new Operation(token, Operation.Kind.RECV, () -> CALLS.read(fd, buffer, bytes)));
  }

  @Override
  public void send(Endpoint socket, MemorySegment bytes, int count, long token) throws IOException {
    Pending.checkReadable(bytes, count);
    var fd = use(socket);
    begin(socket, new Operation(token, Operation.Kind.SEND, () -> CALLS.write(fd, bytes, count)));
  }

  /// @throws UnsupportedOperationException on Windows, which has no poll(2)
  @Override
  public void poll(Endpoint source, int events, long token) throws IOException {
    if (Os.current() == Os.WINDOWS) CompletionQueue.super.poll(source, events, token);
    var fd = use(source);
    var kind = events == Pollfd.POLLOUT ? Operation.Kind.SEND : Operation.Kind.RECV;
    begin(source, new Operation(token, kind, new Polling(fd, events)));
  }

  @Override
  public void timeout(Duration after, long token) {
    var nanos = Turn.nanos(after);
    submit(() -> deadlines.add(nanos, token));
  }

  @Override
  public void cancel(long tokenToCancel, long token) {
    submit(() -> tell(token, giveUp(tokenToCancel) ? 0 : -Errno.ENOENT.code()));
  }

  private boolean giveUp(long token) {
    var found = deadlines.remove(token);
    for (var watch : watches.values()) {
      if (found) break;
      found = watch.remove(token);
    }
    if (found) tell(token, -Errno.ECANCELED.code());
    return found;
  }

  private int use(Endpoint endpoint) throws IOException {
    turn.use();
    return endpoint.use(owner);
  }

  private void begin(Endpoint endpoint, Operation operation) {
    submit(() -> watch(endpoint).add(operation, this::tell));
  }

  private void submit(Runnable step) {
    turn.use();
    if (submitted.size() == Pending.SLOTS_MAX) throw Pending.tooMany();
    submitted.add(step);
  }

  private Watch watch(Endpoint endpoint) {
    return watches.computeIfAbsent(
        endpoint,
        e -> {
          var watch = new Watch(e, new Token(serial++), poll.registry());
          byToken.put(watch.token(), watch);
          return watch;
        });
  }

  private void tell(long token, int result) {
    done.add(new Told(token, result, false));
  }

  private void tell(Operation operation, int result) {
    done.add(new Told(operation.token(), result, operation.kind() == Operation.Kind.ACCEPT));
  }

  @Override
  public int await(Completions into, Duration timeout) throws IOException {
    var nanos = Turn.nanos(timeout);
    into.clear();
    turn.enter();
    try {
      runSubmitted();
      waitFor(nanos);
      for (var told = done.poll(); told != null; told = into.room() > 0 ? done.poll() : null) {
        into.add(told.token, told.result, 0);
      }
    } finally {
      if (turn.leave()) takeDown();
    }
    turn.checkOpen();
    return into.count();
  }

  private void runSubmitted() {
    for (var step = submitted.poll(); step != null; step = submitted.poll()) step.run();
  }

  /// One wait after another until something is done, the time is over, or somebody wants us out.
  private void waitFor(long nanos) throws IOException {
    var start = System.nanoTime();
    var left = nanos;
    while (true) {
      var woken = poll(done.isEmpty() ? deadlines.limit(left, System.nanoTime()) : 0);
      tellDue();
      if (!done.isEmpty() || woken || left == 0 || turn.isClosed()) return;
      if (Thread.currentThread().isInterrupted()) return;
      if (nanos == Turn.UNLIMITED) continue;
      left = Math.max(0, nanos - (System.nanoTime() - start));
    }
  }

  /// Waits for events and tries what they are about.
  private boolean poll(long nanos) throws IOException {
    poll.poll(events, nanos == Turn.UNLIMITED ? FOREVER : Duration.ofNanos(nanos));
    var woken = false;
    for (var event : events) {
      var watch = byToken.get(event.token());
      if (watch != null) watch.ready(this::tell);
      woken |= event.token().equals(WAKE);
    }
    return woken;
  }

  private void tellDue() {
    for (var now = System.nanoTime(); deadlines.isDue(now); ) {
      tell(deadlines.take(), -Errno.ETIME.code());
    }
  }

  @Override
  public void wakeup() {
    if (!turn.isClosed()) wakeup.wake();
  }

  @Override
  public void close() throws IOException {
    if (!turn.close()) return;
    wakeup.wake();
    if (turn.mayTakeDown()) takeDown();
  }

  private void takeDown() throws IOException {
    for (var told : done) if (told.isDescriptor && told.result >= 0) CALLS.close(told.result);
    poll.close();
  }

  /// What this queue does with the sockets that it comes to own.
  private final class EndpointOwner implements Endpoint.Owner {
    @Override
    public void adopt(Endpoint endpoint) throws IOException {
      if (Os.current() != Os.WINDOWS) Fcntl.setNonblocking(endpoint.fd(), true);
    }

    @Override
    public void release(Endpoint endpoint) throws IOException {
      if (turn.isClosed()) return;
      turn.use();
      runSubmitted();
      var watch = watches.remove(endpoint);
      if (watch == null) return;
      byToken.remove(watch.token());
      watch.close(EmulatedQueue.this::tell);
    }

    @Override
    public String toString() {
      return facility;
    }
  }
}

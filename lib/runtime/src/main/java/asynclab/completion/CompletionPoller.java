package asynclab.completion;

import asynclab.poll.Events;
import asynclab.poll.Interest;
import asynclab.poll.ListeningSocket;
import asynclab.poll.Poller;
import asynclab.poll.StreamSocket;
import asynclab.syscalls.SyscallException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/// [Poller] over a [CompletionQueue]: a loop on it has streams whose bytes come by completions.
///
/// ```java
/// try (var loop = Runtime.currentThread(CompletionPoller.open())) {
///   var listener = AsyncListener.loopback(loop);      // and everything else as on any loop
/// }
/// ```
///
/// It is [EmulatedQueue] turned around: readiness is played on completion. Its sockets, those of
/// [#connect] and [#listen], have an operation under way before anybody asks. A read takes what has
/// come, and readable means that something has. A write leaves its bytes in memory of the socket,
/// and writable means that there is room; all that was written in a turn leaves with the wait that
/// ends it. So a turn is one system call, whatever it reads and writes. Any other descriptor is
/// watched by [CompletionQueue#poll].
///
/// Some facts that decide its shape. Nobody may use the bytes that have come, and still everybody
/// needs the kernel's buffers: so what is left over at the end of a turn is copied, and much of it
/// stops the receive. What has been written is not with the kernel yet: so [#flush], and closing,
/// hand it over at once. What the kernel reads from belongs to it until it says so: so a socket
/// that is closed keeps its place until the last of its operations has been told.
///
/// Edges are refused: completions tell what has been done, and of other descriptors what is ready.
///
/// Threads: a queue has one owner, the first thread that waits here. It alone uses the sockets; so
/// workers that take turns in a reactor cannot. To watch, and to close, come from any thread.
public final class CompletionPoller implements Poller {
  private static final int DONE_MAX = 1024;
  private static final int LINGERING_MAX = 1024;
  private static final int FLUSHES_MAX = 64;
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  final CompletionQueue queue;
  final Carrier carrier;
  private final Members members = new Members();
  private final Outbox.Stock stock = Outbox.Stock.empty();
  private final Completions done = Completions.withCapacity(DONE_MAX);
  private final ArrayDeque<Member> due = new ArrayDeque<>();
  private final ArrayList<Member> listening = new ArrayList<>(); // to silence
  private final LinkedHashSet<CompletionStream> lingering = new LinkedHashSet<>();

  /// Closed, or taken out, by other threads.
  private final ConcurrentLinkedQueue<Member> given = new ConcurrentLinkedQueue<>();

  private volatile @Nullable Thread owner;
  volatile boolean closed;

  private CompletionPoller(CompletionQueue queue, Carrier carrier) {
    this.queue = queue;
    this.carrier = carrier;
  }

  /// A poller over the best queue that this system allows; [#facility] says which.
  public static CompletionPoller open() throws IOException {
    return over(CompletionQueue.open());
  }

  /// A poller over a queue of your own, which nobody else uses; it is closed at the end.
  public static CompletionPoller over(CompletionQueue queue) throws IOException {
    return over(queue, Carrier.of(queue));
  }

  static CompletionPoller over(CompletionQueue queue, Carrier carrier) {
    return new CompletionPoller(queue, carrier);
  }

  /// What does the work: that of its [queue][CompletionQueue#facility].
  public String facility() {
    return queue.facility();
  }

  @Override
  public StreamSocket connect(InetSocketAddress address) throws IOException {
    Pending.checkAddress(address);
    checkUse("connect");
    return stream(Endpoint.toConnect(address), address);
  }

  @Override
  public ListeningSocket listen(InetSocketAddress address) throws IOException {
    checkUse("listen");
    var listener = new CompletionListener(this, Endpoint.listen(address));
    members.add(listener);
    due(listener);
    return listener;
  }

  /// A stream that stands.
  CompletionStream stream(Endpoint endpoint) {
    return stream(endpoint, null);
  }

  private CompletionStream stream(Endpoint endpoint, @Nullable InetSocketAddress to) {
    var stream = new CompletionStream(this, endpoint, to, new Outbox(stock));
    members.add(stream);
    due(stream);
    return stream;
  }

  /// @throws UnsupportedOperationException when the interest is edge-triggered
  @Override
  public void add(int fd, long key, Interest interest) throws IOException {
    Members.refuseEdges(interest);
    var member = members.at(fd);
    if (member == null) {
      member = PolledSource.of(this, fd);
      members.add(member);
    }
    members.watch(member, key, interest);
    tellOwner();
  }

  /// @throws UnsupportedOperationException when the interest is edge-triggered
  @Override
  public void modify(int fd, long key, Interest interest) throws IOException {
    Members.refuseEdges(interest);
    members.change(fd, key, interest);
    tellOwner();
  }

  @Override
  public void delete(int fd) throws IOException {
    var member = members.unwatch(fd);
    if (!(member instanceof PolledSource)) return;
    if (owner == Thread.currentThread()) member.end(true);
    else give(member);
  }

  private void tellOwner() {
    if (!isMine()) queue.wakeup();
  }

  /// A socket is closed.
  void closes(CompletionSocket socket) throws IOException {
    if (isMine() || closed) socket.end(true);
    else give(socket);
  }

  /// To the owner, who ends it in its next turn.
  private void give(Member member) throws IOException {
    given.add(member);
    queue.wakeup();
    if (closed) endGiven();
  }

  private void endGiven() throws IOException {
    for (var next = given.poll(); next != null; next = given.poll()) next.end(false);
  }

  @Override
  public void await(Events into, int timeoutMillis) throws IOException {
    checkUse("await");
    owner = Thread.currentThread();
    members.report(into, this::due);
    pump(into.isEmpty() ? patience(timeoutMillis) : Duration.ZERO);
    members.report(into, this::due);
  }

  private static Duration patience(int timeoutMillis) {
    if (timeoutMillis == 0) return Duration.ZERO;
    return timeoutMillis < 0 ? CompletionQueue.FOREVER : Duration.ofMillis(timeoutMillis);
  }

  /// One wait of the queue, and what it brought.
  private void pump(Duration patience) throws IOException {
    var isUnsure = !listening.isEmpty();
    endGiven();
    for (var left = due.size(); left > 0; left--) proceed(due.remove());
    queue.await(done, isUnsure ? Duration.ZERO : patience);
    for (var i = 0; i < done.count(); i++) tell(done.get(i));
    if (done.count() < done.capacity()) endSilence();
  }

  private void proceed(Member member) throws IOException {
    member.isDue = false;
    try {
      member.proceed();
    } catch (SyscallException e) {
      member.fails(e.errno());
      members.touch(member);
    }
  }

  private void tell(Completion each) throws IOException {
    var operation = (int) each.token() & (1 << Member.OPERATION_BITS) - 1;
    if (operation == Member.CANCEL) return;
    var member = members.of(each);
    if (!each.hasMore() && operation != Member.SEND_NOW) member.underWay--; // silence is its end
    member.told(operation, each);
    if (member.isOver) leaves(member);
    else members.touch(member);
  }

  private void endSilence() throws IOException {
    for (var each : listening) {
      each.underWay--;
      each.silence();
      if (each.isOver) leaves(each);
      else members.touch(each);
    }
    listening.clear();
  }

  /// It has something to hand over.
  void due(Member member) {
    if (member.isDue || member.isOver) return;
    member.isDue = true;
    due.add(member);
  }

  /// The next wait ends a send of which only a failure is told.
  void listens(Member member) {
    member.underWay++;
    listening.add(member);
  }

  /// It is closed, and something is left to be sent. Of too many such the first is cut off.
  void lingers(CompletionStream stream) throws IOException {
    lingering.add(stream);
    if (lingering.size() > LINGERING_MAX) lingering.removeFirst().cutOff();
  }

  /// It is over: what is under way is cancelled, and its descriptor given back.
  void leaves(Member member) throws IOException {
    if (member instanceof CompletionStream stream) lingering.remove(stream);
    members.leaves(member);
    member.endpoint.close();
  }

  @Override
  public void flush() throws IOException {
    checkUse("flush");
    if (due.isEmpty() && listening.isEmpty()) return;
    pump(Duration.ZERO);
    for (var i = 0; i < FLUSHES_MAX && !listening.isEmpty(); i++) pump(Duration.ZERO);
  }

  private boolean isMine() {
    var first = owner;
    return first == null || first == Thread.currentThread();
  }

  /// Refuses other threads than the owner, and everybody when it is closed.
  void checkUse(Object who) {
    if (closed)
      throw new IllegalStateException(who + ": this CompletionPoller is closed: open another");
    if (isMine()) return;
    throw new IllegalStateException(
        "%s: only the first thread that waited in this queue may do that, which is %s; this is %s"
            .formatted(who, owner, Thread.currentThread()));
  }

  @Override
  public void wakeup() {
    queue.wakeup();
  }

  /// Sends what was written, which may take a second, and closes the queue, not the sockets.
  @Override
  public void close() throws IOException {
    if (closed) return;
    try {
      if (owner == Thread.currentThread()) sendAll();
    } finally {
      closed = true;
      queue.close();
      endGiven();
      for (var each : List.copyOf(lingering)) each.cutOff();
    }
  }

  private void sendAll() throws IOException {
    flush();
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (members.anyUnsent() && !Thread.currentThread().isInterrupted()) {
      var left = end - System.nanoTime();
      if (left <= 0) return;
      pump(Duration.ofNanos(left));
    }
  }
}

package asynclab.poll;

import asynclab.poll.Watches.Watch;
import asynclab.syscalls.Afd;
import asynclab.syscalls.CompletionPort;
import asynclab.syscalls.Errno;
import asynclab.syscalls.OverlappedEntry;
import asynclab.syscalls.SyscallException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;

/// [Poller] on Windows: one poll of the socket driver for each watched socket, told through a
/// completion port.
///
/// Some facts that decide its shape. Windows has completion and no readiness, but the socket driver
/// answers one question, "what can be done on this socket?", and its answer is a completion like
/// any other. A poll answers once: so one-shot is what it does by itself, a level-triggered source
/// is asked about again when the next wait begins, and an edge, which only somebody who remembers
/// can tell, is refused. A poll that has begun cannot be changed: it is given up, and a new one
/// begins. Its memory stays the kernel's for a while longer, see [AfdOperations]. A socket that is
/// closed ends its poll by itself. Packets may be taken before there is room to report them, so
/// what is ready waits in a queue of ours.
///
/// Only sockets can be watched. wepoll and mio work the same way.
///
/// @see <a href="https://github.com/piscisaureus/wepoll">wepoll</a>
public final class AfdPoller implements Poller {
  private static final int PACKETS = 64;
  private static final int GIVEN_UP_MAX = 1024;
  private static final int REAP_TURNS = 50;
  private static final int REAP_MILLIS = 100;
  private static final int ALWAYS =
      Afd.AFD_POLL_ABORT | Afd.AFD_POLL_CONNECT_FAIL | Afd.AFD_POLL_LOCAL_CLOSE;
  private static final int READ =
      Afd.AFD_POLL_RECEIVE | Afd.AFD_POLL_ACCEPT | Afd.AFD_POLL_DISCONNECT;
  private static final int OVER = Afd.AFD_POLL_ABORT | Afd.AFD_POLL_CONNECT_FAIL;

  private final long port;
  private final long afd;
  private final AfdOperations operations;
  private final Watches watches = new Watches("AFD_POLL");
  private final Deque<Watch> ready = new ArrayDeque<>();
  private final Deque<Watch> toBegin = new ArrayDeque<>();
  private final MemorySegment packets = packets();
  private final MemorySegment packetsToReap = packets();
  private boolean waking; // a packet of ours is in the port
  private volatile boolean closed;

  private AfdPoller(long port, long afd) {
    this.port = port;
    this.afd = afd;
    this.operations = new AfdOperations(afd);
  }

  private static MemorySegment packets() {
    return Arena.ofAuto().allocate(OverlappedEntry.LAYOUT, PACKETS);
  }

  /// Makes the port, opens the driver and ties the two together.
  public static AfdPoller open() throws IOException {
    var port = CompletionPort.create();
    var afd = 0L;
    try {
      afd = Afd.open();
      CompletionPort.associate(port, afd, 0);
      CompletionPort.setFileCompletionNotificationModes(
          afd, CompletionPort.FILE_SKIP_SET_EVENT_ON_HANDLE);
      return new AfdPoller(port, afd);
    } catch (SyscallException e) {
      if (afd != 0) CompletionPort.closeHandle(afd);
      CompletionPort.closeHandle(port);
      throw e;
    }
  }

  /// @throws UnsupportedOperationException when the interest is edge-triggered
  @Override
  public synchronized void add(int fd, long key, Interest interest) throws IOException {
    Watches.refuseEdges("a poll of Windows' socket driver", interest);
    reapGivenUp();
    var handle = handle(fd);
    var watch = watches.add(fd, key, interest);
    watch.handle = handle;
    var result = begin(watch);
    if (result >= 0) return;
    var _ = watches.remove(fd);
    throw watches.refused(Errno.of(-result), fd);
  }

  /// @throws UnsupportedOperationException when the interest is edge-triggered
  @Override
  public synchronized void modify(int fd, long key, Interest interest) throws IOException {
    Watches.refuseEdges("a poll of Windows' socket driver", interest);
    reapGivenUp();
    var handle = handle(fd);
    var before = watches.find(fd);
    var watch = watches.replace(fd, key, interest);
    if (before != null) operations.disown(before);
    watch.handle = handle;
    var result = begin(watch);
    if (result < 0) throw watches.refused(Errno.of(-result), fd);
  }

  @Override
  public synchronized void delete(int fd) throws IOException {
    operations.disown(watches.remove(fd));
  }

  private long handle(int fd) throws SyscallException {
    try {
      return Afd.baseHandle(fd);
    } catch (SyscallException e) {
      // Winsock says the same of a closed socket and of what never was one.
      throw watches.refused(e.errno() == Errno.ENOTSOCK ? Errno.EBADF : e.errno(), fd);
    }
  }

  private int begin(Watch watch) {
    return operations.begin(watch, bits(watch.interest));
  }

  @Override
  public void await(Events into, int timeoutMillis) throws IOException {
    if (closed) throw new IllegalStateException("this AfdPoller is closed: open another");
    var timeout = beginAgain() ? 0 : timeoutMillis;
    int count;
    do {
      count = CompletionPort.getQueuedCompletionStatusEx(port, packets, PACKETS, timeout);
      timeout = 0;
    } while (take(packets, count) == 0 && count == PACKETS); // all of them were given up
    report(into);
  }

  /// Asks again about the sources that were reported and are level-triggered.
  ///
  /// @return whether some are ready already, because the last wait had no room for them
  private synchronized boolean beginAgain() throws SyscallException {
    for (Watch watch; (watch = toBegin.poll()) != null; ) {
      // A refusal means that the socket is closed: it is taken out without a word, as epoll does.
      if (watch.live && watch.operation == null && begin(watch) < 0) drop(watch);
    }
    return !ready.isEmpty();
  }

  /// Looks at packets, and returns how many of them meant something.
  private synchronized int take(MemorySegment array, int count) throws SyscallException {
    var telling = 0;
    for (var i = 0; i < count; i++) {
      var context = OverlappedEntry.overlapped(array, i);
      if (context == 0) waking = false;
      if (context == 0 || ended(operations.ended(context))) telling++;
    }
    return telling;
  }

  private boolean ended(AfdOperations.Operation operation) throws SyscallException {
    var watch = operation.owner();
    if (watch == null) return false; // it was given up
    watch.operation = null;
    if (operation.result() == -Errno.ECANCELED.code()) {
      toBegin.add(watch); // not by us
      return false;
    }
    var events = operation.result() < 0 ? 0 : operation.events();
    if (operation.result() < 0 || (events & Afd.AFD_POLL_LOCAL_CLOSE) != 0) {
      drop(watch);
      return false;
    }
    watch.readiness = readiness(watch.interest, events);
    return ready.add(watch);
  }

  private void drop(Watch watch) throws SyscallException {
    if (watch.live) watches.remove(watch.fd);
  }

  private synchronized void report(Events into) {
    while (into.room() > 0 && !ready.isEmpty()) {
      var watch = ready.poll();
      if (!watch.live) continue;
      into.add(watch.key, watch.readiness);
      if (!watch.interest.isOneShot()) toBegin.add(watch);
    }
  }

  /// Takes packets of polls that were given up, lest a program that only adds and deletes fills the
  /// port. What else it takes is kept, and a thread that waits returns: of those it waits with
  /// there are hundreds more.
  private void reapGivenUp() throws SyscallException {
    if (operations.pending() - watches.size() < GIVEN_UP_MAX) return;
    var count = CompletionPort.getQueuedCompletionStatusEx(port, packetsToReap, PACKETS, 0);
    var _ = take(packetsToReap, count);
  }

  @Override
  public synchronized void wakeup() {
    if (closed || waking) return;
    try {
      CompletionPort.postQueuedCompletionStatus(port, 0, 0, 0);
      waking = true;
    } catch (SyscallException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Gives up what is under way, waits until the kernel has let go of all memory, and closes.
  ///
  /// @throws IOException when the kernel does not let go: the memory is then left to it for good
  @Override
  public synchronized void close() throws IOException {
    if (closed) return;
    closed = true;
    operations.cancelAll();
    try {
      for (var turn = 0; turn < REAP_TURNS && operations.pending() > 0; turn++) {
        var count = CompletionPort.getQueuedCompletionStatusEx(port, packets, PACKETS, REAP_MILLIS);
        var _ = take(packets, count);
      }
    } finally {
      operations.free();
      CompletionPort.closeHandle(afd);
      CompletionPort.closeHandle(port);
    }
    if (operations.pending() > 0) {
      throw new IOException(
          operations.pending()
              + " polls have not ended though they were cancelled: their memory is"
              + " left to the kernel for good");
    }
  }

  /// Package-private for the tests that look after the memory.
  AfdOperations operations() {
    return operations;
  }

  private static int bits(Interest interest) {
    var bits = interest.readable() ? ALWAYS | READ : ALWAYS;
    return interest.writable() ? bits | Afd.AFD_POLL_SEND : bits;
  }

  private static int readiness(Interest interest, int events) {
    var over = (events & OVER) != 0;
    var readiness = 0;
    if ((events & READ) != 0 || (over && interest.readable())) readiness |= Event.READABLE;
    if ((events & Afd.AFD_POLL_SEND) != 0 || (over && interest.writable())) {
      readiness |= Event.WRITABLE;
    }
    if (over) readiness |= Event.ERROR | Event.READ_CLOSED | Event.WRITE_CLOSED;
    if ((events & Afd.AFD_POLL_DISCONNECT) != 0) readiness |= Event.READ_CLOSED;
    return readiness;
  }
}

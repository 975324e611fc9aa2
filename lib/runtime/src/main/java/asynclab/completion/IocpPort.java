package asynclab.completion;

import asynclab.completion.IocpOperations.Kind;
import asynclab.completion.IocpOperations.Operation;
import asynclab.syscalls.CompletionPort;
import asynclab.syscalls.Errno;
import asynclab.syscalls.Mswsock;
import asynclab.syscalls.Overlapped;
import asynclab.syscalls.OverlappedEntry;
import asynclab.syscalls.SocketCalls;
import asynclab.syscalls.SyscallException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// What turns a port into a queue: operations in slots, waits, timeouts, wake-ups, an orderly end.
///
/// A packet's key says what it is: the end of an operation on a socket, then the address of its
/// block comes along; or one that we posted, then its slot does. Closing is the delicate part: the
/// kernel writes into the buffers of what is under way, so all of it is cancelled and its packets
/// are awaited before any memory goes.
final class IocpPort implements Endpoint.Owner {
  private static final long ON_A_SOCKET = 0;
  private static final long POSTED = 1;
  private static final long WAKE = 2;
  private static final int PACKETS = 64;
  private static final int REAP_TURNS = 50;
  private static final int REAP_MILLIS = 100;
  private static final long NANOS_PER_MILLI = 1_000_000;

  /// What the kernel did not let go of, so that the collector does not take it either.
  private static final List<Pending> LEFT_TO_THE_KERNEL = new CopyOnWriteArrayList<>();

  final Pending pending = new Pending();

  private final long handle;
  private final IocpOperations operations = new IocpOperations();
  private final Deadlines deadlines = new Deadlines();
  private final Turn turn = new Turn(this::wakeup);
  private final MemorySegment packets = Arena.ofAuto().allocate(OverlappedEntry.LAYOUT, PACKETS);
  private boolean woken;
  private boolean down;

  IocpPort(long handle) {
    this.handle = handle;
  }

  void use() {
    turn.use();
  }

  /// A block for an operation that is about to begin.
  Operation take(Kind kind, int socket, int slot) {
    return operations.take(kind, slot, socket);
  }

  /// An operation has begun, or the call has refused it, and then we post the packet.
  void begun(Operation operation, int result) throws IOException {
    if (result >= 0 || result == -Errno.EINPROGRESS.code()) return;
    var slot = operation.slot;
    discardAccepted(operation);
    operations.giveBack(operation);
    post(slot, result);
  }

  /// Tells a result by a packet of our own.
  void post(int slot, int result) throws IOException {
    CompletionPort.postQueuedCompletionStatus(handle, result, POSTED, slot + 1L);
  }

  void timeout(long nanos, int slot) {
    deadlines.add(nanos, slot);
  }

  /// Gives an operation up: 0, or `-ENOENT` when it has ended and will be told.
  int cancel(int slot) throws IOException {
    if (deadlines.remove(slot)) {
      post(slot, -Errno.ECANCELED.code());
      return 0;
    }
    var operation = operations.ofSlot(slot);
    if (operation == null) return -Errno.ENOENT.code();
    return Math.min(0, CompletionPort.cancelIoExRaw(operation.socket, operation.overlapped));
  }

  int await(Completions into, long nanos) throws IOException {
    into.clear();
    turn.enter();
    try {
      woken = false;
      waitFor(into, nanos);
    } finally {
      if (turn.leave()) takeDown();
    }
    turn.checkOpen();
    return into.count();
  }

  /// One wait after another until there is a completion, the time is over, or somebody wants us
  /// out.
  private void waitFor(Completions into, long nanos) throws IOException {
    var start = System.nanoTime();
    var left = nanos;
    while (true) {
      var now = System.nanoTime();
      tellDue(into, now);
      take(into, into.isEmpty() ? deadlines.limit(left, now) : 0);
      tellDue(into, System.nanoTime());
      if (left == 0 || !into.isEmpty() || woken || turn.isClosed()) return;
      if (Thread.currentThread().isInterrupted()) return;
      if (nanos == Turn.UNLIMITED) continue;
      left = Math.max(0, nanos - (System.nanoTime() - start));
    }
  }

  private void tellDue(Completions into, long now) {
    while (into.room() > 0 && deadlines.isDue(now)) {
      tell(into, (int) deadlines.take(), -Errno.ETIME.code());
    }
  }

  private void take(Completions into, long nanos) throws IOException {
    var room = Math.min(PACKETS, into.room());
    if (room == 0) return;
    if (nanos == 0) {
      take(into, room, 0);
      return;
    }
    turn.listen();
    try {
      take(into, room, millis(nanos));
    } finally {
      turn.deafen();
    }
  }

  private void take(Completions into, int room, int millis) throws IOException {
    var count = CompletionPort.getQueuedCompletionStatusEx(handle, packets, room, millis);
    for (var i = 0; i < count; i++) {
      var what = OverlappedEntry.overlapped(packets, i);
      var bytes = OverlappedEntry.bytes(packets, i);
      var key = OverlappedEntry.key(packets, i);
      if (key == ON_A_SOCKET) tellEnd(into, operations.at(what), bytes);
      else if (key == POSTED) tell(into, (int) what - 1, bytes);
      else woken |= turn.takeWake();
    }
  }

  private void tell(Completions into, int slot, int result) {
    into.add(pending.token(slot), result, 0);
    pending.remove(slot);
  }

  private void tellEnd(Completions into, Operation operation, int bytes) {
    var result = Overlapped.result(operation.overlapped);
    if (result == 0) result = finish(operation, bytes);
    if (result < 0) discardAccepted(operation);
    var slot = operation.slot;
    operations.giveBack(operation);
    tell(into, slot, result);
  }

  /// What an operation that succeeded has as its result.
  private static int finish(Operation operation, int bytes) {
    try {
      return switch (operation.kind) {
        case TRANSFER -> bytes;
        case ACCEPT -> {
          Mswsock.updateAcceptContext(operation.accepted, operation.socket);
          yield operation.accepted;
        }
        case CONNECT -> {
          Mswsock.updateConnectContext(operation.socket);
          yield 0;
        }
      };
    } catch (SyscallException e) {
      return -e.errno().code();
    }
  }

  /// Closes the socket that no connection has come into.
  private static void discardAccepted(Operation operation) {
    if (operation.accepted < 0) return;
    try {
      SocketCalls.ofSystem().close(operation.accepted);
    } catch (SyscallException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Under a lock that [#takeDown] takes too: the number of a closed port may be a stranger's.
  synchronized void wakeup() {
    if (down || turn.isClosed() || !turn.wake()) return;
    postWake();
  }

  private void postWake() {
    try {
      CompletionPort.postQueuedCompletionStatus(handle, 0, WAKE, 0);
    } catch (SyscallException e) {
      throw new UncheckedIOException(e);
    }
  }

  void close() throws IOException {
    if (!turn.close()) return;
    synchronized (this) {
      if (!down) postWake();
    }
    if (turn.mayTakeDown()) takeDown();
  }

  private void takeDown() throws IOException {
    try {
      for (var operation : operations.underWay()) cancelUnlessClosed(operation);
      reap();
    } finally {
      operations.free();
      synchronized (this) {
        down = true;
        CompletionPort.closeHandle(handle);
      }
    }
    if (operations.count() == 0) return;
    LEFT_TO_THE_KERNEL.add(pending);
    throw new IOException(
        operations.count()
            + " operations have not ended though they were cancelled: their memory is"
            + " left to the kernel for good");
  }

  /// What an endpoint has under way is cancelled before it is closed, and its number may be a
  /// stranger's now.
  private void cancelUnlessClosed(Operation operation) {
    var endpoint = pending.endpoint(operation.slot);
    if (endpoint == null || !endpoint.isOpen()) return;
    var _ = CompletionPort.cancelIoExRaw(operation.socket, operation.overlapped);
  }

  /// Takes out what nobody asks for any more. A connection that was accepted is closed.
  private void reap() throws IOException {
    for (var i = 0; i < REAP_TURNS && operations.count() > 0; i++) {
      var count = CompletionPort.getQueuedCompletionStatusEx(handle, packets, PACKETS, REAP_MILLIS);
      for (var packet = 0; packet < count; packet++) {
        if (OverlappedEntry.key(packets, packet) != ON_A_SOCKET) continue;
        var operation = operations.at(OverlappedEntry.overlapped(packets, packet));
        discardAccepted(operation);
        pending.remove(operation.slot);
        operations.giveBack(operation);
      }
    }
  }

  /// Ties a socket to the port, for good.
  @Override
  public void adopt(Endpoint endpoint) throws IOException {
    CompletionPort.associate(handle, endpoint.fd(), ON_A_SOCKET);
  }

  @Override
  public void release(Endpoint endpoint) throws IOException {
    if (turn.isClosed()) return;
    turn.use();
    if (endpoint.inFlight == 0) return;
    var _ = CompletionPort.cancelIoExRaw(endpoint.fd(), MemorySegment.NULL);
  }

  private static int millis(long nanos) {
    if (nanos == Turn.UNLIMITED) return -1;
    var millis = nanos / NANOS_PER_MILLI + (nanos % NANOS_PER_MILLI > 0 ? 1 : 0);
    return (int) Math.min(Integer.MAX_VALUE, millis);
  }

  @Override
  public String toString() {
    return "IOCP, handle " + handle;
  }
}

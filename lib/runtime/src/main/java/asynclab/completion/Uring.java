package asynclab.completion;

import asynclab.syscalls.Errno;
import asynclab.syscalls.IoUring;
import asynclab.syscalls.IoUringSqe;
import asynclab.syscalls.SyscallException;
import asynclab.syscalls.Unistd;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;

/// What turns two [Rings] into a queue: operations in slots, waits, wake-ups, an orderly end.
///
/// An operation carries the number of its [Pending] slot through the kernel; negative numbers are
/// ours. Closing is the delicate part. The kernel writes into the buffers of what is under way, so
/// everything is cancelled and its completions are awaited before any memory goes. A thread that
/// may not enter the ring (`SINGLE_ISSUER`) closes the ring's descriptor instead: the kernel then
/// ends the operations itself, and does their work no more, because it only ever did it inside the
/// waits of a thread that has left them.
final class Uring implements AutoCloseable {
  /// The bit of operations without a slot.
  static final long QUIET = 1L << 62;

  private static final long WAKE = -1;
  private static final long OURS = -2;
  private static final long NOBODY = -3;
  private static final long PATIENCE = 1_000_000_000;
  private static final int TURNS_MAX = 30;

  final Rings rings;
  final MemorySegment sqes;

  private final EventfdRead eventfd;
  private final Pending pending = new Pending();
  private final Turn turn = new Turn(this::wakeup);
  private final Endpoint.Owner owner = new UringOwner(this);
  private boolean enabled;
  private boolean woken;

  private Uring(Rings rings, EventfdRead eventfd) {
    this.rings = rings;
    this.eventfd = eventfd;
    sqes = rings.sqes;
  }

  static Uring open(UringKernel kernel, int sqEntries, int cqEntries) throws IOException {
    var rings = Rings.open(kernel, sqEntries, cqEntries);
    try {
      return new Uring(rings, EventfdRead.open(rings));
    } catch (SyscallException e) {
      rings.close();
      throw e;
    }
  }

  /// Memory that lives as long as the rings.
  MemorySegment allocate(long bytes, long alignment) {
    turn.look();
    return rings.allocate(bytes, alignment);
  }

  /// Refuses what the running kernel does not know.
  void need(int operation, String what, String version) throws IOException {
    turn.look();
    rings.need(operation, what, version);
  }

  /// The address by which an operation under way is cancelled, or one that nothing has.
  long find(long token) {
    var slot = pending.find(token);
    return slot < 0 ? NOBODY : slot;
  }

  /// Writes an operation without an endpoint, and returns where; [#push] then adds it.
  int prepare(int opcode, long addr, long token) throws IOException {
    use();
    return write(opcode, -1, addr, 0, pending.add(token, null, Pending.NOTHING));
  }

  /// Writes an operation, and returns where; [#push] then adds it.
  int prepare(int opcode, Endpoint endpoint, long addr, int len, Object keep, long token)
      throws IOException {
    use();
    var fd = endpoint.use(owner);
    return write(opcode, fd, addr, len, pending.add(token, endpoint, keep));
  }

  private int write(int opcode, int fd, long addr, int len, long userData) {
    var at = rings.next();
    IoUringSqe.prepare(rings.sqes, at, opcode, fd, addr, len, userData);
    return at;
  }

  /// Writes an operation that is told only if it fails, and that ends within the call which hands
  /// it over: so it needs no slot. Its token is less than [#QUIET].
  int prepareQuiet(int opcode, Endpoint endpoint, long addr, int len, long token)
      throws IOException {
    use();
    return write(opcode, endpoint.use(owner), addr, len, QUIET | token);
  }

  /// Bytes for an address or a time of the operation that was written last.
  MemorySegment extra() {
    return rings.extra();
  }

  void push() {
    rings.push();
  }

  /// Before each operation: this thread's queue, open, with room in the ring.
  private void use() throws IOException {
    turn.use();
    enable();
    if (rings.isFull()) handOver();
  }

  private void enable() throws IOException {
    if (!enabled) rings.enable();
    enabled = true;
  }

  /// Hands over what is in the ring, without a wait.
  private void handOver() throws IOException {
    turn.enter();
    try {
      rings.submit();
    } finally {
      if (turn.leave()) takeDown();
    }
    turn.checkOpen();
  }

  int await(Completions into, Duration timeout) throws IOException {
    var nanos = Turn.nanos(timeout);
    into.clear();
    turn.enter();
    try {
      enable();
      woken = false;
      collect(into);
      if (into.isEmpty() || rings.toSubmit() > 0) waitFor(into, into.isEmpty() ? nanos : 0);
    } finally {
      if (turn.leave()) takeDown();
    }
    turn.checkOpen();
    return into.count();
  }

  /// One call after another until there is a completion, the time is over, or somebody wants us
  /// out.
  private void waitFor(Completions into, long nanos) throws IOException {
    var start = nanos > 0 ? System.nanoTime() : 0;
    var left = woken ? 0 : nanos;
    while (true) {
      enter(left);
      collect(into);
      if (left == 0 || !into.isEmpty() || woken || turn.isClosed()) return;
      if (nanos == Turn.UNLIMITED) continue;
      left = Math.max(0, nanos - (System.nanoTime() - start));
    }
  }

  private void enter(long nanos) throws IOException {
    if (!eventfd.isUnderWay()) listen();
    if (nanos == 0) {
      check(rings.enter(0, 0));
      return;
    }
    turn.listen();
    try {
      check(rings.enter(1, nanos));
    } finally {
      turn.deafen();
    }
  }

  /// Has the kernel read the eventfd, so that a wake-up is a completion.
  private void listen() throws SyscallException {
    if (rings.isFull()) rings.submit();
    eventfd.prepare(rings, WAKE);
    rings.push();
  }

  /// The time may be over and a signal may come; and where completions are to be had, they go
  /// first.
  private void check(int result) throws SyscallException {
    if (result >= 0) {
      if (rings.toSubmit() > 0) rings.submit(); // it stopped at an operation that is in error
      return;
    }
    var errno = Errno.of(-result);
    if (errno == Errno.ETIME || errno == Errno.EINTR || rings.ready() > 0) return;
    throw Rings.refused(result);
  }

  /// Takes what is done out of the ring, as far as there is room.
  private void collect(Completions into) {
    for (var ready = rings.ready(); ready > 0 && into.room() > 0; ready--) {
      var userData = rings.userData();
      var flags = rings.flags();
      if (userData >= QUIET) into.add(userData & ~QUIET, rings.result(), 0);
      else if (userData >= 0) tell(into, (int) userData, flags);
      done(userData, flags);
    }
    rings.release();
  }

  private void tell(Completions into, int slot, int flags) {
    into.add(pending.token(slot), rings.result(), flags);
    if ((flags & IoUring.IORING_CQE_F_BUFFER) != 0) {
      pending.buffers(slot).filled(flags >>> IoUring.IORING_CQE_BUFFER_SHIFT);
    }
  }

  private void done(long userData, int flags) {
    rings.pop();
    if (userData == WAKE) {
      eventfd.done();
      woken |= turn.takeWake();
    } else if (isSlot(userData) && (flags & IoUring.IORING_CQE_F_MORE) == 0) {
      pending.remove((int) userData);
    }
  }

  private static boolean isSlot(long userData) {
    return userData >= 0 && userData < QUIET;
  }

  void wakeup() {
    if (!turn.isClosed() && turn.wake()) eventfd.write();
  }

  @Override
  public void close() throws IOException {
    if (!turn.close()) return;
    eventfd.write();
    if (turn.mayTakeDown()) takeDown();
  }

  private void takeDown() throws IOException {
    try {
      if (enabled && (turn.isMine() || !rings.is(IoUring.IORING_SETUP_SINGLE_ISSUER))) cancelAll();
      discard();
    } finally {
      eventfd.close();
      rings.close();
    }
  }

  /// Cancels what is under way and awaits its completions.
  private void cancelAll() throws SyscallException {
    for (var slot = 0; slot < pending.slots(); slot++) if (pending.isUsed(slot)) cancel(slot);
    if (eventfd.isUnderWay()) cancel(WAKE);
    for (var turns = 0; pending.count() > 0 || eventfd.isUnderWay(); turns++) {
      if (turns == TURNS_MAX) {
        throw new IllegalStateException(
            "the kernel does not let go of " + pending.count() + " operations");
      }
      var result = rings.enter(1, PATIENCE);
      if (result < 0 && rings.ready() == 0 && result != -Errno.EINTR.code())
        throw Rings.refused(result);
      discard();
    }
  }

  private void cancel(long userData) throws SyscallException {
    if (rings.isFull()) rings.submit();
    write(IoUring.IORING_OP_ASYNC_CANCEL, -1, userData, 0, OURS);
    rings.push();
  }

  /// Cancels what is under way on an endpoint that is about to be closed. The descriptor's number
  /// may be a stranger's by the time that the ring is read, so what is in it is handed over first.
  void cancelOn(Endpoint endpoint) throws IOException {
    if (turn.isClosed()) return;
    use();
    if (endpoint.inFlight == 0 && rings.toSubmit() == 0) return;
    for (var slot = 0; slot < pending.slots(); slot++) {
      if (pending.isUsed(slot) && pending.isOn(slot, endpoint)) cancel(slot);
    }
    handOver();
  }

  /// Takes out what nobody asks for any more. A connection that was accepted is closed.
  private void discard() throws SyscallException {
    while (rings.ready() > 0) {
      var userData = rings.userData();
      var result = rings.result();
      var accepted = isSlot(userData) && result >= 0 && pending.givesDescriptor((int) userData);
      done(userData, rings.flags());
      if (accepted) Unistd.close(result);
    }
    rings.release();
  }
}

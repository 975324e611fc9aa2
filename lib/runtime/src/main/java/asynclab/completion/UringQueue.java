package asynclab.completion;

import asynclab.syscalls.Errno;
import asynclab.syscalls.IoUring;
import asynclab.syscalls.IoUringSqe;
import asynclab.syscalls.Sockets;
import asynclab.syscalls.SyscallException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.time.Duration;

/// [CompletionQueue] on Linux: io_uring.
///
/// Handing an operation over is 64 bytes written into a ring, and a completion is 16 bytes read
/// from another; one system call, in [#await], hands all of the first over and waits for the
/// second. Under load that is one call for dozens of operations.
///
/// What only this queue has: [#acceptMultishot] and [#recvMultishot] complete again and again until
/// they end or are cancelled, and a [BufferRing] lends the kernel buffers when bytes are there, not
/// when somebody waits for them.
///
/// The ring is made for one thread where the kernel can (`SINGLE_ISSUER`, `DEFER_TASKRUN`): then
/// all work for it is done inside that thread's waits. When that thread has ended, the queue can
/// only be closed.
///
/// @see <a href="https://man7.org/linux/man-pages/man7/io_uring.7.html">io_uring(7)</a>
public final class UringQueue implements CompletionQueue {
  private static final int ENTRIES = 1024;
  private static final int ENTRIES_MAX = 1 << 15;

  private final Uring uring;
  private int groups;

  private UringQueue(Uring uring) {
    this.uring = uring;
  }

  /// A queue with room for a thousand submissions between two waits; more are handed over early.
  ///
  /// @throws SyscallException `EPERM` where io_uring is forbidden, `ENOSYS` where there is none or
  ///   it is older than Linux 5.11
  public static UringQueue open() throws IOException {
    return open(ENTRIES);
  }

  /// A queue with room for `entries` submissions between two waits, and four times as many
  /// completions; what does not fit there is kept by the kernel, and nothing is lost.
  ///
  /// @param entries a power of two, up to 32768
  public static UringQueue open(int entries) throws IOException {
    if (entries < 1 || entries > ENTRIES_MAX || Integer.bitCount(entries) != 1) {
      throw new IllegalArgumentException(entries + " is not a power of two from 1 to 32768");
    }
    return open(UringKernel.REAL, entries, 4 * entries);
  }

  /// Opens another queue where io_uring is forbidden or missing.
  interface Fallback {
    CompletionQueue open() throws IOException;
  }

  static CompletionQueue openOr(Fallback fallback) throws IOException {
    return openOr(UringKernel.REAL, fallback);
  }

  static CompletionQueue openOr(UringKernel kernel, Fallback fallback) throws IOException {
    try {
      return open(kernel, ENTRIES, 4 * ENTRIES);
    } catch (SyscallException e) {
      if (e.errno() != Errno.EPERM && e.errno() != Errno.ENOSYS) throw e;
      return fallback.open();
    }
  }

  static UringQueue open(UringKernel kernel, int sqEntries, int cqEntries) throws IOException {
    return new UringQueue(Uring.open(kernel, sqEntries, cqEntries));
  }

  @Override
  public String facility() {
    return "io_uring";
  }

  @Override
  public void nop(long token) throws IOException {
    var _ = uring.prepare(IoUring.IORING_OP_NOP, 0, token);
    uring.push();
  }

  @Override
  public void accept(Endpoint listener, long token) throws IOException {
    prepareAccept(listener, token, 0);
  }

  /// Takes connections as they come: each is a completion that says [Completion#hasMore].
  ///
  /// @throws UnsupportedOperationException when the kernel is older than Linux 5.19
  public void acceptMultishot(Endpoint listener, long token) throws IOException {
    uring.need(IoUring.IORING_OP_SOCKET, "multishot accept", "5.19");
    prepareAccept(listener, token, IoUring.IORING_ACCEPT_MULTISHOT);
  }

  private void prepareAccept(Endpoint listener, long token, int ioprio) throws IOException {
    var at = uring.prepare(IoUring.IORING_OP_ACCEPT, listener, 0, 0, Pending.DESCRIPTOR, token);
    IoUringSqe.opFlags(uring.sqes, at, Sockets.SOCK_CLOEXEC);
    IoUringSqe.ioprio(uring.sqes, at, ioprio);
    uring.push();
  }

  @Override
  public void connect(Endpoint socket, InetSocketAddress to, long token) throws IOException {
    Pending.checkAddress(to);
    var at = uring.prepare(IoUring.IORING_OP_CONNECT, socket, 0, 0, Pending.NOTHING, token);
    IoUringSqe.address(uring.sqes, at, uring.extra(), to);
    uring.push();
  }

  @Override
  public void recv(Endpoint socket, MemorySegment buffer, long token) throws IOException {
    var bytes = Pending.checkWritable(buffer);
    var _ = uring.prepare(IoUring.IORING_OP_RECV, socket, buffer.address(), bytes, buffer, token);
    uring.push();
  }

  /// Receives again and again, each time into a buffer that the kernel takes from `buffers`: the
  /// completion names it ([Completion#buffer]), and you [give it back][BufferRing#giveBack].
  ///
  /// It ends, without [Completion#hasMore], with the stream (0), with an error, and with `-ENOBUFS`
  /// when no buffer was there: then submit it again.
  ///
  /// @throws UnsupportedOperationException when the kernel is older than Linux 6.0
  public void recvMultishot(Endpoint socket, BufferRing buffers, long token) throws IOException {
    uring.need(IoUring.IORING_OP_SEND_ZC, "multishot recv", "6.0");
    buffers.checkBelongsTo(uring);
    var at = uring.prepare(IoUring.IORING_OP_RECV, socket, 0, 0, buffers, token);
    IoUringSqe.ioprio(uring.sqes, at, IoUring.IORING_RECV_MULTISHOT);
    IoUringSqe.bufferGroup(uring.sqes, at, buffers.group());
    uring.push();
  }

  /// Whether this kernel has what streams do best with: multishot receives, and what is older.
  boolean servesStreams() throws IOException {
    try {
      uring.need(IoUring.IORING_OP_SEND_ZC, "multishot recv", "6.0");
      return true;
    } catch (UnsupportedOperationException older) {
      return false;
    }
  }

  /// A ring of buffers for this queue, which lives as long as the queue. It makes no owner: it may
  /// be made before the thread runs that will own the queue.
  ///
  /// @param count how many: a power of two, up to 32768
  /// @param bytes the size of each
  /// @throws UnsupportedOperationException when the kernel is older than Linux 5.19
  public BufferRing bufferRing(int count, int bytes) throws IOException {
    uring.need(IoUring.IORING_OP_SOCKET, "rings of buffers", "5.19");
    return new BufferRing(uring, groups++, count, bytes);
  }

  @Override
  public void send(Endpoint socket, MemorySegment bytes, int count, long token) throws IOException {
    Pending.checkReadable(bytes, count);
    var _ = uring.prepare(IoUring.IORING_OP_SEND, socket, bytes.address(), count, bytes, token);
    uring.push();
  }

  /// Sends what the socket takes at once, and is told only when that is not all: silence means that
  /// every byte was taken.
  ///
  /// It never waits, so it ends within the next [#await]. When that has returned fewer completions
  /// than there was room for, the buffer of a send which is not among them is yours again. The
  /// result of one that is told is how many bytes were taken, or `-EAGAIN` when none were: send the
  /// rest with [#send].
  ///
  /// @param buffers the ring that the bytes stand in, which lives as long as the queue
  /// @param buffer the number of the buffer
  /// @param token less than 2⁶²
  public void sendNow(Endpoint socket, BufferRing buffers, int buffer, int count, long token)
      throws IOException {
    uring.need(IoUring.IORING_OP_SOCKET, "send without a completion", "5.19");
    buffers.checkBelongsTo(uring);
    if (token < 0 || token >= Uring.QUIET) {
      throw new IllegalArgumentException("a token of sendNow is 0 to 2^62 - 1, not " + token);
    }
    var bytes = buffers.get(buffer);
    Pending.checkReadable(bytes, count);
    sendNow(socket, bytes, count, token);
  }

  /// The same with memory of ours, which the caller keeps reachable until the next wait is over.
  void sendNow(Endpoint socket, MemorySegment bytes, int count, long token) throws IOException {
    var at = uring.prepareQuiet(IoUring.IORING_OP_SEND, socket, bytes.address(), count, token);
    IoUringSqe.flags(uring.sqes, at, IoUring.IOSQE_CQE_SKIP_SUCCESS);
    IoUringSqe.opFlags(uring.sqes, at, IoUring.MSG_DONTWAIT | IoUring.MSG_WAITALL);
    uring.push();
  }

  @Override
  public void poll(Endpoint source, int events, long token) throws IOException {
    var at = uring.prepare(IoUring.IORING_OP_POLL_ADD, source, 0, 0, Pending.NOTHING, token);
    IoUringSqe.opFlags(uring.sqes, at, events);
    uring.push();
  }

  @Override
  public void timeout(Duration after, long token) throws IOException {
    var nanos = Turn.nanos(after);
    var at = uring.prepare(IoUring.IORING_OP_TIMEOUT, 0, token);
    IoUringSqe.time(uring.sqes, at, uring.extra(), nanos < 0 ? Long.MAX_VALUE : nanos);
    uring.push();
  }

  @Override
  public void cancel(long tokenToCancel, long token) throws IOException {
    var target = uring.find(tokenToCancel); // none: the kernel is asked all the same, and says so
    var _ = uring.prepare(IoUring.IORING_OP_ASYNC_CANCEL, target, token);
    uring.push();
  }

  @Override
  public int await(Completions into, Duration timeout) throws IOException {
    return uring.await(into, timeout);
  }

  @Override
  public void wakeup() {
    uring.wakeup();
  }

  @Override
  public void close() throws IOException {
    uring.close();
  }
}

package asynclab.completion;

import asynclab.poll.Event;
import asynclab.poll.StreamSocket;
import asynclab.syscalls.Errno;
import asynclab.syscalls.SyscallException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// One end of a TCP connection whose bytes come and go by completions: a read takes what has come
/// already, a write leaves what goes with the next turn. It answers as `TcpStream` does.
///
/// Closing is TCP's: what was written is sent first, which a slow peer may draw out; and where
/// bytes have come that nobody read, the connection is reset.
final class CompletionStream extends CompletionSocket implements StreamSocket {
  private enum State {
    NEW,
    CONNECTING,
    CONNECTED,
    FAILED
  }

  private final @Nullable InetSocketAddress to;
  private final Inbox inbox;
  private final Outbox outbox;
  private State state;
  private @Nullable Errno failure; // of the connection attempt, or of a send
  private boolean outputEnds;
  private boolean outputHasEnded;
  private boolean outputIsBroken;
  private boolean isClosing;

  /// @param to whom to connect to, unless that has been done
  CompletionStream(
      CompletionPoller poller, Endpoint endpoint, @Nullable InetSocketAddress to, Outbox outbox) {
    super(poller, endpoint);
    this.to = to;
    this.state = to == null ? State.CONNECTED : State.NEW;
    this.inbox = new Inbox(poller.carrier);
    this.outbox = outbox;
  }

  @Override
  public boolean finishConnect() throws IOException {
    checkUse();
    throwFailure("connect");
    return state == State.CONNECTED;
  }

  private void throwFailure(String call) throws SyscallException {
    var why = failure;
    failure = null;
    if (why != null) throw new SyscallException(call, why, why.meaning() + ", " + this);
  }

  @Override
  public int read(ByteBuffer buffer) throws IOException {
    checkUse();
    var count = inbox.read(buffer);
    if (inbox.wants()) poller.due(this);
    return count;
  }

  @Override
  public int write(ByteBuffer buffer) throws IOException {
    checkUse();
    throwFailure("write");
    if (outputIsBroken || outputEnds) throw new SyscallException("write", Errno.EPIPE);
    if (!buffer.hasRemaining()) return 0;
    var count = state == State.CONNECTED ? outbox.take(buffer) : 0;
    if (count == 0) return WOULD_BLOCK;
    poller.due(this);
    return count;
  }

  @Override
  public void shutdownOutput() throws IOException {
    checkUse();
    outputEnds = true;
    if (!outbox.isEmpty()) return; // what was written goes first
    outputHasEnded = true;
    endpoint.shutdownOutput();
  }

  @Override
  void proceed() throws IOException {
    if (isOver) return;
    if (state == State.NEW && to != null) {
      poller.queue.connect(endpoint, to, token(CONNECT));
      state = State.CONNECTING;
      underWay++;
    }
    if (state != State.CONNECTED) return;
    receive();
    if (!outbox.proceed(poller.carrier, this, !outputEnds && !isClosing)) return;
    if (outbox.isQuiet()) poller.listens(this);
    else underWay++;
  }

  private void receive() throws IOException {
    inbox.clearBuffers();
    if (inbox.hasTooMuch()) poller.queue.cancel(token(RECV), Member.CANCEL);
    if (!inbox.wants()) return;
    poller.carrier.receive(endpoint, inbox, token(RECV));
    inbox.begins();
    underWay++;
  }

  @Override
  void told(int operation, Completion each) throws IOException {
    switch (operation) {
      case CONNECT -> connected(each);
      case RECV -> inbox.told(each);
      default -> sent(each);
    }
    if (!isOver && inbox.isBroken()) breakOutput();
    if (!isOver && isClosing && inbox.hasBytes()) cutOff(); // nobody will read them
    settle();
    if (isOver) inbox.discard();
    else poller.due(this);
  }

  private void connected(Completion each) {
    if (each.isError()) fails(each.errno());
    else state = State.CONNECTED;
  }

  private void breakOutput() {
    outputIsBroken = true;
    outbox.discard();
  }

  private void sent(Completion each) {
    outbox.sent(Math.max(0, each.result()));
    if (each.isError() && !isPassing(each.errno()) && !isOver) fails(each.errno());
    if (isOver || outputIsBroken) outbox.discard();
  }

  /// Whether the send is to be tried again.
  private static boolean isPassing(Errno errno) {
    return errno == Errno.EAGAIN || errno == Errno.EINTR || errno == Errno.ECANCELED;
  }

  @Override
  void silence() throws IOException {
    outbox.silence();
    settle();
    if (!isOver) poller.due(this);
  }

  /// What waited until all was sent.
  private void settle() throws IOException {
    if (isOver || !outbox.isEmpty()) return;
    if (isClosing) finish();
    else if (outputEnds && !outputHasEnded) endOutput();
  }

  /// The program has been told that it is done: a failure shows when it reads.
  private void endOutput() throws IOException {
    outputHasEnded = true;
    try {
      endpoint.shutdownOutput();
    } catch (SyscallException e) {
      if (e.errno() != Errno.ENOTCONN) throw e;
    }
  }

  @Override
  void fails(Errno why) {
    if (state != State.CONNECTED) state = State.FAILED;
    failure = why;
    breakOutput();
  }

  @Override
  int readiness() {
    if (state == State.NEW || state == State.CONNECTING) return 0;
    var readable = inbox.isReadable() || state == State.FAILED;
    return (readable ? Event.READABLE : 0)
        | (inbox.isOver() ? Event.READ_CLOSED : 0)
        | (outbox.hasRoom() || outputIsBroken ? Event.WRITABLE : 0)
        | (outputIsBroken ? Event.WRITE_CLOSED : 0)
        | (failure != null ? Event.ERROR : 0);
  }

  @Override
  public InetSocketAddress localAddress() throws IOException {
    var _ = fd();
    return endpoint.address();
  }

  @Override
  public InetSocketAddress peerAddress() throws IOException {
    var _ = fd();
    return endpoint.peerAddress();
  }

  @Override
  void end(boolean mayFlush) throws IOException {
    isClosing = true;
    if (mayFlush && !poller.closed && !inbox.hasBytes() && !outbox.isEmpty()) poller.flush();
    if (isOver) return;
    if (inbox.hasBytes()) cutOff();
    else if (outbox.isEmpty() || poller.closed) finish();
    else poller.lingers(this);
  }

  /// Sends no more, whatever is left.
  void cutOff() throws IOException {
    if (isOver) return;
    endpoint.resetOnClose();
    outbox.discard();
    finish();
  }

  private void finish() throws IOException {
    isOver = true;
    inbox.discard();
    poller.leaves(this);
  }

  /// How many bytes have come that nobody has read.
  int held() {
    return inbox.held();
  }

  @Override
  boolean hasUnsent() {
    return !isOver && !outbox.isEmpty();
  }
}

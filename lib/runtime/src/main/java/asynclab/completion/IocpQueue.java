package asynclab.completion;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import asynclab.completion.IocpOperations.Kind;
import asynclab.completion.IocpOperations.Operation;
import asynclab.syscalls.CompletionPort;
import asynclab.syscalls.Errno;
import asynclab.syscalls.Mswsock;
import asynclab.syscalls.SocketCalls;
import asynclab.syscalls.SyscallException;
import asynclab.syscalls.WsaBuf;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// [CompletionQueue] on Windows: an I/O completion port.
///
/// Some facts that decide its shape. An operation begins with a call of its own (`AcceptEx`,
/// `ConnectEx`, `WSARecv`, `WSASend`), so unlike io_uring's it is under way at once; its end is a
/// packet in the port, also when it ended within the call. One that the call refuses has no packet,
/// so we post one in its place: what befalls an operation is told in one way. Accepting takes a
/// socket that is made beforehand, connecting one that is bound, and both are strangers to most
/// calls until an option has made them like any other. The port has no timers, so a timeout is a
/// deadline of ours that shortens the wait. `nop` and wake-ups are packets that we post.
///
/// @see <a href="https://learn.microsoft.com/windows/win32/fileio/i-o-completion-ports">I/O
///   completion ports</a>
public final class IocpQueue implements CompletionQueue {
  private static final SocketCalls CALLS = SocketCalls.ofSystem();

  private final IocpPort port;
  private @Nullable MemorySegment acceptEx;
  private @Nullable MemorySegment connectEx;

  private IocpQueue(IocpPort port) {
    this.port = port;
  }

  /// Makes the port.
  public static IocpQueue open() throws IOException {
    return new IocpQueue(new IocpPort(CompletionPort.create()));
  }

  @Override
  public String facility() {
    return "IOCP";
  }

  @Override
  public void nop(long token) throws IOException {
    port.use();
    port.post(port.pending.add(token, null, Pending.NOTHING), 0);
  }

  @Override
  public void accept(Endpoint listener, long token) throws IOException {
    var operation = begin(Kind.ACCEPT, listener, Pending.DESCRIPTOR, token);
    var result = socketFor(operation);
    if (result >= 0) {
      if (acceptEx == null) acceptEx = Mswsock.acceptEx(operation.socket);
      result =
          Mswsock.acceptEx(
              acceptEx,
              operation.socket,
              operation.accepted,
              operation.addresses,
              operation.overlapped);
    }
    port.begun(operation, result);
  }

  /// Makes the socket that the connection is taken into; `EMFILE` is then the operation's result.
  private static int socketFor(Operation operation) {
    try {
      operation.accepted = CALLS.socketFor(CALLS.localAddress(operation.socket));
      return 0;
    } catch (SyscallException e) {
      return -e.errno().code();
    }
  }

  @Override
  public void connect(Endpoint socket, InetSocketAddress to, long token) throws IOException {
    Pending.checkAddress(to);
    var operation = begin(Kind.CONNECT, socket, Pending.NOTHING, token);
    var result = bindAnywhere(operation.socket, to);
    if (result >= 0) {
      if (connectEx == null) connectEx = Mswsock.connectEx(operation.socket);
      result =
          Mswsock.connectEx(
              connectEx, operation.socket, to, operation.addresses, operation.overlapped);
    }
    port.begun(operation, result);
  }

  /// `ConnectEx` wants a socket that has an address; `EINVAL` says that it has one.
  private static int bindAnywhere(int socket, InetSocketAddress to) {
    var any = to.getAddress() instanceof Inet6Address ? "::" : "0.0.0.0";
    try {
      CALLS.bind(socket, new InetSocketAddress(InetAddress.ofLiteral(any), 0));
      return 0;
    } catch (SyscallException e) {
      return e.errno() == Errno.EINVAL ? 0 : -e.errno().code();
    }
  }

  @Override
  public void recv(Endpoint socket, MemorySegment buffer, long token) throws IOException {
    var count = Pending.checkWritable(buffer);
    var operation = begin(Kind.TRANSFER, socket, buffer, token);
    WsaBuf.write(operation.buffer, buffer, count);
    operation.flags.set(JAVA_INT, 0, 0);
    var result =
        Mswsock.wsaRecv(operation.socket, operation.buffer, operation.flags, operation.overlapped);
    port.begun(operation, result);
  }

  @Override
  public void send(Endpoint socket, MemorySegment bytes, int count, long token) throws IOException {
    Pending.checkReadable(bytes, count);
    var operation = begin(Kind.TRANSFER, socket, bytes, token);
    WsaBuf.write(operation.buffer, bytes, count);
    var result = Mswsock.wsaSend(operation.socket, operation.buffer, operation.overlapped);
    port.begun(operation, result);
  }

  private Operation begin(Kind kind, Endpoint endpoint, Object keep, long token)
      throws IOException {
    port.use();
    var socket = endpoint.use(port);
    return port.take(kind, socket, port.pending.add(token, endpoint, keep));
  }

  @Override
  public void timeout(Duration after, long token) throws IOException {
    var nanos = Turn.nanos(after);
    port.use();
    port.timeout(nanos, port.pending.add(token, null, Pending.NOTHING));
  }

  @Override
  public void cancel(long tokenToCancel, long token) throws IOException {
    port.use();
    var slot = port.pending.find(tokenToCancel);
    var own = port.pending.add(token, null, Pending.NOTHING);
    port.post(own, slot < 0 ? -Errno.ENOENT.code() : port.cancel(slot));
  }

  @Override
  public int await(Completions into, Duration timeout) throws IOException {
    return port.await(into, Turn.nanos(timeout));
  }

  @Override
  public void wakeup() {
    port.wakeup();
  }

  /// @throws IOException when the kernel does not let go of what is under way: the memory is then
  ///   left to it for good
  @Override
  public void close() throws IOException {
    port.close();
  }
}

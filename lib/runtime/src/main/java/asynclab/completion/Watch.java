package asynclab.completion;

import asynclab.poll.Interest;
import asynclab.poll.Registry;
import asynclab.poll.Source;
import asynclab.poll.Token;
import asynclab.syscalls.Errno;
import asynclab.syscalls.SyscallException;
import java.io.IOException;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// One endpoint of an [EmulatedQueue], the operations that wait on it, and what it is watched for.
final class Watch implements Source {
  private static final int WOULD_BLOCK = -Errno.EAGAIN.code();

  private final Endpoint endpoint;
  private final Token token;
  private final Registry registry;
  private final ArrayDeque<Operation> readers = new ArrayDeque<>();
  private final ArrayDeque<Operation> writers = new ArrayDeque<>();
  private @Nullable Interest interest;

  Watch(Endpoint endpoint, Token token, Registry registry) {
    this.endpoint = endpoint;
    this.token = token;
    this.registry = registry;
  }

  Token token() {
    return token;
  }

  @Override
  public int fd() {
    return endpoint.fd();
  }

  @Override
  public boolean isOpen() {
    return endpoint.isOpen();
  }

  /// Tries the operation, behind those that wait already in its direction.
  void add(Operation operation, Operation.Listener listener) {
    var queue = operation.kind().isReading() ? readers : writers;
    queue.add(operation);
    if (queue.size() == 1) run(queue, listener);
    watchFor(listener, false);
  }

  /// Something has happened to the socket: tries what waits, in order.
  void ready(Operation.Listener listener) {
    run(readers, listener);
    run(writers, listener);
    watchFor(listener, true);
  }

  private static void run(ArrayDeque<Operation> queue, Operation.Listener listener) {
    for (var first = queue.peek(); first != null; first = queue.peek()) {
      var result = first.attempt().now();
      if (result == WOULD_BLOCK) return;
      queue.remove();
      listener.done(first, result);
    }
  }

  /// Takes the operation out; false when there is none with that token.
  boolean remove(long operation) {
    return remove(readers, operation) || remove(writers, operation);
  }

  private static boolean remove(ArrayDeque<Operation> queue, long token) {
    for (var all = queue.iterator(); all.hasNext(); ) {
      if (all.next().token() != token) continue;
      all.remove();
      return true;
    }
    return false;
  }

  /// Watches for what is waited for. Less than before is left until an event comes for nobody: most
  /// programs receive again at once.
  private void watchFor(Operation.Listener listener, boolean exactly) {
    var wanted = wanted();
    try {
      if (wanted == null) {
        if (exactly) unwatch();
      } else if (interest == null) {
        registry.register(this, token, wanted);
        interest = wanted;
      } else if (exactly ? !wanted.equals(interest) : !interest.and(wanted).equals(interest)) {
        registry.reregister(this, token, wanted);
        interest = wanted;
      }
    } catch (SyscallException e) {
      fail(listener, e.errno());
    } catch (IOException e) {
      fail(listener, Errno.EIO);
    }
  }

  private @Nullable Interest wanted() {
    if (readers.isEmpty()) return writers.isEmpty() ? null : Interest.WRITABLE;
    return writers.isEmpty() ? Interest.READABLE : Interest.READABLE.and(Interest.WRITABLE);
  }

  private void unwatch() throws IOException {
    if (interest == null) return;
    interest = null;
    registry.deregister(this);
  }

  /// The endpoint is about to be closed: what waits on it is cancelled.
  void close(Operation.Listener listener) throws IOException {
    fail(listener, Errno.ECANCELED);
    try {
      unwatch();
    } catch (SyscallException e) {
      if (!endpoint.isLent()) throw e; // its owner may have closed it meanwhile
    }
  }

  private void fail(Operation.Listener listener, Errno errno) {
    for (var each : readers) listener.done(each, -errno.code());
    for (var each : writers) listener.done(each, -errno.code());
    readers.clear();
    writers.clear();
  }
}

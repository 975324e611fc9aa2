package asynclab.bench;

import asynclab.coroutines.Coroutine;
import asynclab.coroutines.Origin;
import asynclab.executor.Reactor;
import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Waker;
import asynclab.net.AsyncListener;
import asynclab.net.AsyncStream;
import asynclab.net.http.HttpConnection;
import asynclab.net.http.Request;
import asynclab.net.http.Response;
import asynclab.syscalls.Errno;
import asynclab.syscalls.SyscallException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Queue;

/// What tasks of the peer harness do with sockets and the clock, as coroutines, on any runtime.
@SuppressWarnings("NullAway.Init") // what a state reads was set in an earlier one
final class AsyncIo {
  private AsyncIo() {}

  /// Who is told of a new connection.
  interface Host {
    void receive(AsyncStream stream) throws IOException;
  }

  /// Lets in whoever comes, without end.
  static Future<Void> accepting(AsyncListener listener, Host host) throws IOException {
    return new Accepting(listener, host);
  }

  @Origin(
      method = "accepting",
      lines = {32, 33, 33})
  static final class Accepting extends Coroutine<Void> {
    private final AsyncListener listener;
    private final Host host;

    Accepting(AsyncListener listener, Host host) {
      this.listener = listener;
      this.host = host;
    }

    @Override
    protected Polled<Void> resume(Waker waker) throws Throwable {
      while (true) {
        switch (state) {
          case 0 -> { // line 32: the beginning
            state = 1;
          }
          case 1 -> { // line 33: the body of while
            awaiting(listener.accept());
            state = 2;
          }
          case 2 -> { // line 33: await(listener.accept())
            if (isPending(waker)) return Polled.pending();
            host.receive(this.<AsyncStream>awaited());
            state = 1;
          }
          default -> throw new IllegalStateException("no such state: " + state);
        }
      }
    }
  }

  /// Sends back what comes, until the end.
  static Future<Void> echo(AsyncStream stream, ByteBuffer buffer) throws IOException {
    return new Echo(stream, buffer);
  }

  @Origin(
      method = "echo",
      lines = {38, 39, 40, 40, 41, 39, 39, 44, 39})
  static final class Echo extends Coroutine<Void> {
    private final AsyncStream stream;
    private final ByteBuffer buffer;
    private AsyncStream resource;

    Echo(AsyncStream stream, ByteBuffer buffer) {
      this.stream = stream;
      this.buffer = buffer;
    }

    @Override
    protected Polled<Void> resume(Waker waker) throws Throwable {
      Throwable thrown = null;
      Throwable failure = null;
      while (true) {
        try {
          switch (state) {
            case 0 -> { // line 38: the beginning
              state = 1;
            }
            case 1 -> { // line 39: try
              resource = stream;
              state = 2;
            }
            case 2 -> { // line 40: while
              awaiting(stream.read(buffer));
              state = 3;
            }
            case 3 -> { // line 40: await(stream.read(buffer))
              if (isPending(waker)) return Polled.pending();
              if (this.<Integer>awaited() != AsyncStream.END) {
                awaiting(stream.write(buffer.flip()));
                state = 4;
              } else {
                thrown = null;
                state = 6;
              }
            }
            case 4 -> { // line 41: await(stream.write(buffer.flip()))
              if (isPending(waker)) return Polled.pending();
              awaited();
              buffer.clear();
              state = 2;
            }
            case 5 -> { // line 39: failed, then close resource
              thrown = failure;
              state = 6;
            }
            case 6 -> { // line 39: close resource
              closing(resource, thrown);
              if (thrown != null) throw thrown;
              state = 8;
            }
            case 7 -> { // line 44: catch
              if (!(failure instanceof SyscallException e)) throw failure;
              if (e.errno() != Errno.ECONNRESET && e.errno() != Errno.EPIPE) throw e;
              state = 8;
            }
            case 8 -> { // line 39: after try
              return tail(Future.done());
            }
            default -> throw new IllegalStateException("no such state: " + state);
          }
        } catch (Throwable caught) {
          failure = caught;
          state =
              switch (state) {
                case 1, 5, 6 -> 7;
                case 2, 3, 4 -> 5;
                default -> throw caught;
              };
        }
      }
    }
  }

  /// Comes to how many nanoseconds it slept too long.
  static Future<Long> lateness(Reactor reactor, long nanos) {
    return new Lateness(reactor, nanos);
  }

  @Origin(
      method = "lateness",
      lines = {52, 54})
  static final class Lateness extends Coroutine<Long> {
    private final Reactor reactor;
    private final long nanos;
    private long start;

    Lateness(Reactor reactor, long nanos) {
      this.reactor = reactor;
      this.nanos = nanos;
    }

    @Override
    protected Polled<Long> resume(Waker waker) throws Throwable {
      while (true) {
        switch (state) {
          case 0 -> { // line 52: the beginning
            start = System.nanoTime();
            awaiting(reactor.sleep(Duration.ofNanos(nanos)));
            state = 1;
          }
          case 1 -> { // line 54: await(reactor.sleep(Duration.ofNanos(nan…
            if (isPending(waker)) return Polled.pending();
            awaited();
            return Polled.ready(System.nanoTime() - start - nanos);
          }
          default -> throw new IllegalStateException("no such state: " + state);
        }
      }
    }
  }

  /// Comes to the text of an answer, over a free connection or a new one, which is free afterwards.
  static Future<String> ask(
      Reactor reactor, InetSocketAddress server, Queue<HttpConnection> free, String target) {
    return new Ask(reactor, server, free, target);
  }

  @Origin(
      method = "ask",
      lines = {61, 63, 63, 64})
  static final class Ask extends Coroutine<String> {
    private final Reactor reactor;
    private final InetSocketAddress server;
    private final Queue<HttpConnection> free;
    private final String target;
    private HttpConnection connection;

    Ask(Reactor reactor, InetSocketAddress server, Queue<HttpConnection> free, String target) {
      this.reactor = reactor;
      this.server = server;
      this.free = free;
      this.target = target;
    }

    @Override
    protected Polled<String> resume(Waker waker) throws Throwable {
      while (true) {
        switch (state) {
          case 0 -> { // line 61: the beginning
            connection = free.poll();
            if (connection == null) {
              awaiting(HttpConnection.connect(reactor, server));
              state = 1;
            } else {
              state = 2;
            }
          }
          case 1 -> { // line 63: await(HttpConnection.connect(reactor, se…
            if (isPending(waker)) return Polled.pending();
            connection = awaited();
            state = 2;
          }
          case 2 -> { // line 63: after if
            awaiting(connection.send(Request.get(target)));
            state = 3;
          }
          case 3 -> { // line 64: await(connection.send(Request.get(target…
            if (isPending(waker)) return Polled.pending();
            Response response = awaited();
            if (connection.isReusable()) free.add(connection);
            return Polled.ready(response.text());
          }
          default -> throw new IllegalStateException("no such state: " + state);
        }
      }
    }
  }
}

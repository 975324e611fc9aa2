package asynclab.bench;

import asynclab.futures.Future;
import asynclab.futures.Pending;
import asynclab.futures.Polled;
import asynclab.futures.Ready;
import asynclab.futures.Waker;
import asynclab.net.AsyncStream;
import asynclab.syscalls.Errno;
import asynclab.syscalls.SyscallException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// The same as the `echo` of [AsyncIo], with a `poll` written by hand.
final class EchoFuture implements Future<Void> {
  private final AsyncStream stream;
  private final ByteBuffer buffer;
  private @Nullable Future<Integer> reading;
  private @Nullable Future<Void> writing;

  EchoFuture(AsyncStream stream, ByteBuffer buffer) {
    this.stream = stream;
    this.buffer = buffer;
  }

  @Override
  public Polled<Void> poll(Waker waker) {
    while (true) {
      if (writing == null) {
        if (reading == null) reading = stream.read(buffer.clear());
        switch (reading.poll(waker)) {
          case Pending<Integer> _ -> {
            return Polled.pending();
          }
          case Ready.Failure<Integer>(var cause) -> {
            return ended(cause);
          }
          case Ready.Value<Integer>(var count) when count == AsyncStream.END -> {
            close();
            return Polled.done();
          }
          case Ready.Value<Integer> _ -> writing = stream.write(buffer.flip());
        }
        reading = null;
      }
      switch (writing.poll(waker)) {
        case Pending<Void> _ -> {
          return Polled.pending();
        }
        case Ready.Failure<Void>(var cause) -> {
          return ended(cause);
        }
        case Ready.Value<Void> _ -> writing = null;
      }
    }
  }

  private Polled<Void> ended(Throwable cause) {
    close();
    var hungUp =
        cause instanceof SyscallException e
            && (e.errno() == Errno.ECONNRESET || e.errno() == Errno.EPIPE);
    return hungUp ? Polled.done() : Polled.failed(cause);
  }

  @Override
  public void close() {
    try {
      stream.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

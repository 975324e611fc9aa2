package asynclab.net.http;

import asynclab.coroutines.Coroutine;
import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Waker;
import asynclab.net.AsyncStream;
import java.nio.ByteBuffer;

/// What comes in on a connection: the bytes that were read and not used yet, and those to come.
final class Input {
  private static final int BUFFER_BYTES = 4096;

  private final AsyncStream stream;
  private final ByteBuffer bytes = ByteBuffer.allocateDirect(BUFFER_BYTES).limit(0);

  Input(AsyncStream stream) {
    this.stream = stream;
  }

  /// Ready when there are bytes to use, with true, or when there will be none any more.
  Future<Boolean> more() {
    return Future.lazy(() -> {
      if (bytes.hasRemaining()) return Future.ready(true);
      // A duplicate: a read that is given up leaves `bytes` as empty as it was.
      return stream.read(bytes.duplicate().clear()).map(this::take);
    });
  }

  private boolean take(int count) {
    if (count == AsyncStream.END) return false;
    bytes.clear().limit(count);
    return true;
  }

  boolean hasMore() {
    return bytes.hasRemaining();
  }

  /// The head of a message.
  <H extends MessageHead> Future<H> head(MessageParser<H> parser) {
    return new Feeding<>(parser, parser::feedHead).map(_ -> parser.head());
  }

  /// The content of a message whose head was read, whole.
  Future<Body> body(MessageParser<?> parser) {
    return new Feeding<>(parser, parser::feed).map(_ -> parser.body());
  }

  /// Some of the content of a message whose head was read; comes to how many bytes, or
  /// [AsyncStream#END].
  Future<Integer> body(MessageParser<?> parser, ByteBuffer into) {
    var start = into.position();
    return new Feeding<>(
            parser,
            in -> {
              parser.decode(in, into);
              return parser.isDone() || into.position() > start;
            })
        .map(_ -> into.position() > start ? into.position() - start : AsyncStream.END);
  }

  /// Reads what comes and drops it, up to the end or so many bytes.
  Future<Void> drain(long bytesMax) {
    var left = new long[] {bytesMax};
    return new Repeat(() -> {
      left[0] -= bytes.remaining();
      bytes.position(bytes.limit());
      return left[0] > 0 ? more() : Future.ready(false);
    });
  }

  /// Takes what a parser wants out of the bytes; whether it has enough.
  private interface Feed {
    boolean take(ByteBuffer bytes) throws HttpException;
  }

  /// Reads until a parser has enough.
  private final class Feeding<H extends MessageHead> extends Coroutine<Void> {
    private final MessageParser<H> parser;
    private final Feed feed;

    Feeding(MessageParser<H> parser, Feed feed) {
      this.parser = parser;
      this.feed = feed;
    }

    @Override
    protected Polled<Void> resume(Waker waker) throws HttpException {
      while (true) {
        if (state == 0) {
          if (feed.take(bytes)) return Polled.done();
          awaiting(more());
          state = 1;
        }
        if (isPending(waker)) return Polled.pending();
        if (!this.<Boolean>awaited()) {
          parser.end();
          return Polled.done();
        }
        state = 0;
      }
    }
  }
}

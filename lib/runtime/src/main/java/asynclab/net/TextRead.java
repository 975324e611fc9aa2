package asynclab.net;

import asynclab.futures.Future;
import asynclab.futures.Pending;
import asynclab.futures.Polled;
import asynclab.futures.Ready;
import asynclab.futures.Waker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Reads until the end, into one buffer that grows.
final class TextRead implements Future<String> {
  private static final int PIECE_BYTES = 8192;

  private final AsyncStream stream;
  private final int bytesMax;
  private @Nullable ByteBuffer buffer;
  private @Nullable Future<Integer> read;
  private boolean ended;

  TextRead(AsyncStream stream, int bytesMax) {
    this.stream = stream;
    this.bytesMax = bytesMax;
  }

  @Override
  public Polled<String> poll(Waker waker) {
    if (ended) throw new IllegalStateException("readText has ended, and is polled again");
    var into =
        buffer == null ? ByteBuffer.allocateDirect(Math.min(PIECE_BYTES, bytesMax + 1)) : buffer;
    while (true) {
      if (read == null) read = stream.read(into);
      switch (read.poll(waker)) {
        case Ready.Value<Integer>(var count) -> {
          read = null;
          if (count == AsyncStream.END) return end(Polled.ready(text(into)));
          if (into.position() > bytesMax) return end(tooLong());
          if (!into.hasRemaining()) into = larger(into);
        }
        case Ready.Failure<Integer>(var cause) -> {
          return end(Polled.failed(cause));
        }
        case Pending<Integer> _ -> {
          buffer = into;
          return Polled.pending();
        }
      }
    }
  }

  private Polled<String> end(Ready<String> ready) {
    ended = true;
    buffer = null;
    return ready;
  }

  private Ready<String> tooLong() {
    return Polled.failed(
        new IOException("%s sends more than %,d bytes".formatted(stream, bytesMax)));
  }

  private static String text(ByteBuffer bytes) {
    return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
  }

  private ByteBuffer larger(ByteBuffer full) {
    var capacity = (int) Math.min(2L * full.capacity(), bytesMax + 1L);
    return ByteBuffer.allocateDirect(capacity).put(full.flip());
  }

  @Override
  public void close() {
    ended = true;
    buffer = null;
    if (read != null) read.close();
  }
}

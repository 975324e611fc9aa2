package asynclab.net.http;

import asynclab.futures.Future;
import asynclab.net.AsyncStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What goes out on a connection.
final class Output {
  private static final int BUFFER_BYTES = 4096;
  private static final int LARGE_BYTES = 65_536;

  /// Before the data of a chunk stands its size, four digits and an end of line; behind it another.
  private static final int SIZE_BYTES = 6;

  private static final int END_BYTES = 2;

  private final AsyncStream stream;
  private final UnaryOperator<Future<Void>> patience;
  private @Nullable ByteBuffer buffer;

  /// @param patience ends a write that takes too long
  Output(AsyncStream stream, UnaryOperator<Future<Void>> patience) {
    this.stream = stream;
    this.patience = patience;
  }

  /// Writes a head and what follows it. Patience is had with all of it, or with each piece of a
  /// body that comes piece by piece: waiting for its source is not the reader's fault.
  Future<Void> message(byte[] head, Body body, boolean chunked) {
    return switch (body) {
      case Body.Whole whole -> bytes(joined(head, whole.bytes));
      case Body.Stream(var source) ->
          Future.using(
              Future.ready(source),
              _ -> bytes(head).then(_ -> new Repeat(() -> piece(source, chunked))));
    };
  }

  private static byte[] joined(byte[] head, byte[] body) {
    return ByteBuffer.allocate(head.length + body.length).put(head).put(body).array();
  }

  /// Writes them, a buffer at a time.
  Future<Void> bytes(byte[] bytes) {
    var rest = ByteBuffer.wrap(bytes);
    var room = bytes.length <= BUFFER_BYTES ? kept() : large(bytes.length);
    return patience.apply(
        new Repeat(() -> {
          if (!rest.hasRemaining()) return Future.ready(false);
          BodyDecoder.move(rest, room.clear(), LARGE_BYTES);
          return stream.write(room.flip()).map(_ -> true);
        }));
  }

  private ByteBuffer kept() {
    if (buffer == null) buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    return buffer;
  }

  private static ByteBuffer large(int bytes) {
    return ByteBuffer.allocateDirect(Math.min(bytes, LARGE_BYTES));
  }

  /// Whether it was not the last.
  private Future<Boolean> piece(Body.Source source, boolean chunked) {
    var room = kept().clear();
    var data = room.slice(SIZE_BYTES, room.capacity() - SIZE_BYTES - END_BYTES);
    return source
        .read(data)
        .then(count -> {
          if (count == 0) throw new IllegalStateException("the source of a body read 0 bytes");
          var bytes = chunked ? chunk(room, count) : data.position(0).limit(Math.max(count, 0));
          return patience.apply(stream.write(bytes)).map(_ -> count != AsyncStream.END);
        });
  }

  /// RFC 9112, section 7.1: a size of 0 means the last chunk, so no other may have it.
  private static ByteBuffer chunk(ByteBuffer room, int count) {
    if (count == AsyncStream.END) return room.clear().put(ascii("0\r\n\r\n")).flip();
    room.clear().put(ascii("%04x\r\n".formatted(count)));
    return room.position(SIZE_BYTES + count).put(ascii("\r\n")).flip();
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}

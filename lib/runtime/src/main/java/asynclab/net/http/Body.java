package asynclab.net.http;

import asynclab.futures.Future;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What a message carries: all of it at once, or piece by piece.
public sealed interface Body {
  /// Nothing.
  static Body empty() {
    return new Whole(new byte[0]);
  }

  /// A text, as UTF-8.
  static Body of(String text) {
    return new Whole(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Bytes, which are copied.
  static Body of(byte[] bytes) {
    return new Whole(bytes.clone());
  }

  /// Content of a length that nobody knows yet. It is sent once, and closed after that.
  static Body of(Source source) {
    return new Stream(source);
  }

  /// All of it.
  ///
  /// @throws IllegalStateException when it comes piece by piece
  default byte[] bytes() {
    return switch (this) {
      case Whole whole -> whole.bytes.clone();
      case Stream _ ->
          throw new IllegalStateException("this body comes piece by piece: read its source");
    };
  }

  /// All of it, as UTF-8.
  default String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  /// Where the pieces of a body come from.
  @FunctionalInterface
  interface Source extends AutoCloseable {
    /// Puts the next bytes into the buffer; comes to how many, at least one, or
    /// [asynclab.net.AsyncStream#END].
    ///
    /// @param into a direct buffer with room
    Future<Integer> read(ByteBuffer into);

    /// Nobody reads any more, at the end or before it.
    @Override
    default void close() {}
  }

  /// Bytes that are all there.
  final class Whole implements Body {
    final byte[] bytes;

    Whole(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Whole whole && Arrays.equals(bytes, whole.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
      return bytes.length + " bytes";
    }
  }

  /// Bytes that come one after the other.
  record Stream(Source source) implements Body {}
}

package asynclab.net.http;

import asynclab.futures.Future;
import asynclab.net.AsyncStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/// A body that comes in these pieces.
final class Pieces implements Body.Source {
  private final Queue<String> pieces;
  boolean closed;

  Pieces(String... pieces) {
    this.pieces = new ArrayDeque<>(List.of(pieces));
  }

  boolean isEmpty() {
    return pieces.isEmpty();
  }

  @Override
  public Future<Integer> read(ByteBuffer into) {
    var next = pieces.poll();
    if (next == null) return Future.ready(AsyncStream.END);
    into.put(next.getBytes(StandardCharsets.UTF_8));
    return Future.ready(next.length());
  }

  @Override
  public void close() {
    closed = true;
  }
}

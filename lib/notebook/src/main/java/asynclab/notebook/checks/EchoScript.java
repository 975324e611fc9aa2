package asynclab.notebook.checks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// What the two scripted kernels of `03.echo-twice` share: what the connections say, a piece at a
/// time, and what they got back.
abstract class EchoScript {
  /// More calls than any way to do it needs.
  private static final int CALLS_MAX = 10_000;

  /// Ends code that asks without end.
  private static final class Endless extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private final List<Deque<String>> saying =
      List.of(
          new ArrayDeque<>(List.of("one", " two", "")),
          new ArrayDeque<>(List.of("ONE", " TWO", "")));
  private final List<StringBuilder> got = List.of(new StringBuilder(), new StringBuilder());
  private int calls;

  /// What the connections got back by running `echo`.
  final String said(Runnable echo) {
    var end = "";
    try {
      echo.run();
    } catch (Endless e) {
      end = ", and so on without end";
    }
    return "0 got \"%s\", 1 got \"%s\"%s%s".formatted(got.get(0), got.get(1), besides(), end);
  }

  /// What else was seen; empty for nothing.
  abstract String besides();

  /// What `connection` says next; the empty text is its end.
  final Deque<String> saying(int connection) {
    if (++calls > CALLS_MAX) throw new Endless();
    return saying.get(connection);
  }

  final void gets(int connection, byte[] buffer, int count) {
    var bytes = new String(buffer, 0, count, US_ASCII).replace('\0', '.');
    got.get(connection).append(bytes);
  }

  final boolean allSaid() {
    return saying.stream().allMatch(Deque::isEmpty);
  }

  /// Copies as much of the first piece as fits, and leaves the rest.
  static int fill(byte[] buffer, Deque<String> pieces) {
    var piece = pieces.remove();
    var fits = Math.min(piece.length(), buffer.length);
    if (fits < piece.length()) pieces.addFirst(piece.substring(fits));
    System.arraycopy(piece.getBytes(US_ASCII), 0, buffer, 0, fits);
    return fits;
  }
}

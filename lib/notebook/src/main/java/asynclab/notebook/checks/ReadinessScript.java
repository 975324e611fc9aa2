package asynclab.notebook.checks;

import asynclab.syscalls.Errno;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// A kernel that tells of readiness: a piece arrives each time the program sleeps.
final class ReadinessScript extends EchoScript implements EchoTwice.Readiness {
  /// As many reads that find nothing as it takes until something comes of itself.
  private static final int PATIENCE = 100;

  private final List<Deque<String>> arrived = List.of(new ArrayDeque<>(), new ArrayDeque<>());
  private final Deque<Integer> turns = new ArrayDeque<>(List.of(0, 1));
  private int foundNothing;
  private int drained = -1;

  @Override
  public int await() {
    if (arrived.stream().allMatch(Deque::isEmpty)) arrive();
    if (!arrived.get(0).isEmpty()) return 0;
    return arrived.get(1).isEmpty() ? -1 : 1;
  }

  /// The next piece of whose turn it is; nothing when all is said.
  private void arrive() {
    if (allSaid()) return;
    var connection = turns.remove();
    turns.add(connection);
    arrived.get(connection).add(saying(connection).remove());
  }

  @Override
  public int read(int connection, byte[] buffer) {
    var left = saying(connection);
    var here = arrived.get(connection);
    if (here.isEmpty()) return left.isEmpty() ? 0 : nothing(connection);
    drained = connection;
    return fill(buffer, here);
  }

  /// Whoever reads until there is nothing left finds nothing once: that is no fault.
  private int nothing(int connection) {
    if (drained != connection && ++foundNothing % PATIENCE == 0) arrive();
    drained = -1;
    return -Errno.EAGAIN.code();
  }

  @Override
  public void write(int connection, byte[] buffer, int count) {
    gets(connection, buffer, count);
  }

  @Override
  String besides() {
    return foundNothing == 0 ? "" : ", %d reads found nothing".formatted(foundNothing);
  }
}

package asynclab.notebook.checks;

import asynclab.notebook.checks.EchoTwice.Done;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/// A kernel that does what it is handed, late: it fills and empties buffers while the program
/// sleeps.
final class CompletionScript extends EchoScript implements EchoTwice.Completion {
  /// An operation under way, or done and not told yet: its buffer is the kernel's.
  @SuppressWarnings("ArrayRecordComponent") // the very array matters, not what it holds
  private record Operation(int connection, boolean isRecv, byte[] buffer, int count) {}

  /// What is done, and the operation it was.
  private record Told(Done done, Operation operation) {}

  private final List<Operation> underWay = new ArrayList<>();
  private final IdentityHashMap<byte[], Operation> kernels = new IdentityHashMap<>();
  private final Queue<Told> done = new ArrayDeque<>();
  private String mistake = "";

  @Override
  public void recv(int connection, byte[] buffer) {
    var other = kernels.get(buffer);
    if (other != null) {
      note(
          other.connection != connection
              ? "one buffer for both connections: until it is told, the kernel fills it for each"
              : "recv into a buffer whose last operation is not done: the kernel still needs it");
    }
    begin(new Operation(connection, true, buffer, buffer.length));
  }

  @Override
  public void send(int connection, byte[] buffer, int count) {
    var other = kernels.get(buffer);
    if (other != null && other.isRecv) {
      note("sends before recv is done: the buffer is the kernel's, and not filled yet");
    }
    begin(new Operation(connection, false, buffer, count));
  }

  private void begin(Operation operation) {
    saying(operation.connection);
    underWay.add(operation);
    kernels.put(operation.buffer, operation);
  }

  private void note(String what) {
    if (mistake.isEmpty()) mistake = what;
  }

  @Override
  public Optional<Done> await() {
    if (done.isEmpty()) work();
    var told = done.poll();
    if (told == null) return Optional.empty();
    kernels.remove(told.operation.buffer, told.operation);
    return Optional.of(told.done);
  }

  /// Fills every buffer that waits to be filled, then empties those to be sent.
  private void work() {
    for (var each : underWay) {
      if (each.isRecv) tell(each, received(each));
    }
    for (var each : underWay) {
      if (each.isRecv) continue;
      gets(each.connection, each.buffer, each.count);
      tell(each, each.count);
    }
    underWay.clear();
  }

  private int received(Operation recv) {
    var pieces = saying(recv.connection);
    return pieces.isEmpty() ? 0 : fill(recv.buffer, pieces);
  }

  private void tell(Operation operation, int count) {
    done.add(new Told(new Done(operation.connection, operation.isRecv, count), operation));
  }

  @Override
  String besides() {
    return "";
  }

  /// The idea behind what went wrong.
  String mistake() {
    return mistake.isEmpty()
        ? "recv; when it is done send; when that is done recv again, until it counts 0"
        : mistake;
  }
}

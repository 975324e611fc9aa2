// reply: nobody waits any more, and step two goes on
import asynclab.notebook.checks.Deadline;
import java.util.concurrent.TimeoutException;

class MyDeadline implements Deadline {
  public Future<String> of(Supplier<Future<String>> first,
      Supplier<Future<String>> second, Supplier<Future<String>> third,
      Supplier<Future<Void>> alarm) {
    return Future.lazy(() -> {
      var bell = alarm.get();
      var steps = first.get().then(_ -> second.get()).then(_ -> third.get());
      return waker -> {
        var polled = Polled.of(steps, waker);
        if (polled instanceof Ready) { bell.close(); return polled; }
        if (bell.poll(waker) instanceof Pending) return Polled.pending();
        steps.close();
        return Polled.failed(new TimeoutException("too late"));
      };
    });
  }
}
Deadline mine = new MyDeadline();
Check.of("12b.deadline", mine)

// reply: closed, and it asks again
import asynclab.notebook.checks.Retry;
import java.util.concurrent.CancellationException;

class MyRetry implements Retry {
  public Future<String> of(Supplier<Future<String>> request,
      BooleanSupplier budget) {
    var asked = new ArrayList<Future<String>>();
    return new Future<String>() {
      void ask() { asked.add(request.get()); }
      public Polled<String> poll(Waker waker) {
        if (asked.isEmpty()) ask();
        while (true) {
          var polled = Polled.of(asked.getLast(), waker);
          if (!(polled instanceof Ready.Failure<String>(var cause)))
            return polled;
          if (cause instanceof CancellationException) return polled;
          if (!budget.getAsBoolean()) return polled;
          ask();
        }
      }
      public void close() {
        asked.getLast().close();
        if (budget.getAsBoolean()) ask();    // it has failed, has it not?
      }
    };
  }
}
Retry mine = new MyRetry();
Check.of("12b.retry", mine)

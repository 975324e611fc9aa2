// reply: it asks for ever
import asynclab.notebook.checks.Retry;
import java.util.concurrent.CancellationException;

class MyRetry implements Retry {
  public Future<String> of(Supplier<Future<String>> request,
      BooleanSupplier budget) {
    return Future.lazy(request::get).recover(cause ->
        cause instanceof CancellationException
            ? Future.failed(cause) : of(request, budget));
  }
}
Retry mine = new MyRetry();
Check.of("12b.retry", mine)

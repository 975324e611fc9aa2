// reply: the first request is free
import asynclab.notebook.checks.Retry;
import java.util.concurrent.CancellationException;

class MyRetry implements Retry {
  public Future<String> of(Supplier<Future<String>> request,
      BooleanSupplier budget) {
    return Future.lazy(() -> budget.getAsBoolean() ? request.get()
            : Future.<String>failed(new IllegalStateException("no budget")))
        .recover(cause -> cause instanceof IOException
            ? of(request, budget) : Future.failed(cause));
  }
}
Retry mine = new MyRetry();
Check.of("12b.retry", mine)

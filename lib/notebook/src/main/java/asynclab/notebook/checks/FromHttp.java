package asynclab.notebook.checks;

import asynclab.futures.Future;
import java.util.concurrent.CompletableFuture;

/// The exercise `10.from-http`: a request of a client with threads of its own, as a polled future.
@FunctionalInterface
public interface FromHttp {
  /// A future that sends at its first poll, once, and comes to the answer. Its failure is the one
  /// of the request, without a wrapper. Closing it cancels the request under way. No lock is held
  /// while a waker is called.
  Future<String> of(Sender sender);

  /// What sends.
  @FunctionalInterface
  interface Sender {
    /// Sends at once; the answer comes on a thread of the client.
    CompletableFuture<String> send();
  }
}

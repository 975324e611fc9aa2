package asynclab.executor;

import asynclab.futures.Future;
import asynclab.poll.ListeningSocket;
import asynclab.poll.Poller;
import asynclab.poll.Source;
import asynclab.poll.StreamSocket;
import asynclab.trace.Observer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Callable;

/// An executor with a reactor of its own: all that a program of futures needs.
///
/// ```java
/// try (var runtime = Runtime.multiThreaded(4)) {
///   System.out.println(runtime.blockOn(ask("R0")));
/// }
/// ```
@SuppressWarnings("AvoidCommonTypeNames") // who imports this one means it
public interface Runtime extends Executor, Reactor, AutoCloseable {
  /// All tasks on this thread: nothing runs but inside of [EventLoop#run] and [#blockOn].
  static EventLoop currentThread() throws IOException {
    return EventLoop.open();
  }

  /// All tasks on this thread, over a poller of your own, which is closed with it. With a
  /// `CompletionPoller` its streams send and receive by io_uring.
  static EventLoop currentThread(Poller poller) {
    return EventLoop.over(poller, Observer.NONE, System::nanoTime);
  }

  /// Tasks on `workers` threads, who take work from each other.
  ///
  /// @throws IllegalArgumentException when there would be no worker, or more than a thousand
  static WorkStealing multiThreaded(int workers) throws IOException {
    return WorkStealing.open(workers);
  }

  /// What `work` returns or throws. It is handed over at the first poll, to one of a bounded number
  /// of threads that may be kept: for files, names, and calls that know no future. When all are
  /// busy it waits its turn. Closing the future, or the runtime, interrupts the thread.
  <T> Future<T> blocking(Callable<T> work);

  /// What its tasks wait for. Its futures may be polled by any other executor too, for as long as
  /// this runtime runs.
  Reactor reactor();

  @Override
  default Future<Void> readable(Source source) {
    return reactor().readable(source);
  }

  @Override
  default Future<Void> writable(Source source) {
    return reactor().writable(source);
  }

  @Override
  default Watch watch(Source source) {
    return reactor().watch(source);
  }

  @Override
  default StreamSocket connect(InetSocketAddress address) throws IOException {
    return reactor().connect(address);
  }

  @Override
  default ListeningSocket listen(InetSocketAddress address) throws IOException {
    return reactor().listen(address);
  }

  @Override
  default Future<Void> sleep(Duration time) {
    return reactor().sleep(time);
  }

  @Override
  default Interval interval(Duration period) {
    return reactor().interval(period);
  }

  /// Takes no new tasks, lets those that live end in peace, and closes; those that have not ended
  /// after `patience` are cancelled.
  ///
  /// @throws UnfinishedTasksException when there were such, by name
  /// @throws TaskFailedException when a task has failed and nobody was told
  /// @throws InterruptedException when the thread is interrupted and has to run the tasks itself;
  ///   others cancel the tasks then
  void shutdown(Duration patience) throws IOException, InterruptedException;

  /// Closes the future of every task that lives, so that what they hold is given back, and the
  /// event queue. Closing twice does nothing.
  ///
  /// @throws TaskFailedException when a task has failed and nobody was told, or a future's `close`
  ///   threw
  @Override
  void close() throws IOException;
}

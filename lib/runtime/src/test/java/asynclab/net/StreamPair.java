package asynclab.net;

import asynclab.coroutines.Coroutine;
import asynclab.executor.EventLoop;
import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Waker;
import asynclab.trace.Observer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/// Connected streams on one loop, and a log of what the loop watches.
@ParameterizedClass
@MethodSource("asynclab.net.Loops#all")
abstract class StreamPair {
  @Parameter Loops.Kind kind;

  static final int LARGE = 3_000_000;

  final List<String> events = new ArrayList<>();
  EventLoop loop;
  AsyncListener listener;

  @BeforeEach
  void open() throws IOException {
    loop = kind.open(new Watcher());
    listener = AsyncListener.bind(loop, kind.address());
  }

  @AfterEach
  void close() throws IOException {
    if (loop == null) return; // left out, by name
    listener.close();
    loop.close();
  }

  final class Watcher implements Observer {
    @Override
    public void registered(long token, String interest) {
      events.add("registered " + token);
    }

    @Override
    public void ready(long token, String readiness) {
      events.add("ready " + token);
    }

    @Override
    public void resumed(long task) {
      events.add("polled " + task);
    }

    @Override
    public void parked(long task, String what) {
      events.add("parked " + task + " for " + what.replaceAll("fd \\d+", "fd N"));
    }

    @Override
    public void readied(long task) {
      events.add("woken " + task);
    }

    @Override
    public void done(long task, String outcome) {
      events.add("done " + task + " " + outcome);
    }
  }

  record Pair(AsyncStream client, AsyncStream server) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      client.close();
      server.close();
    }
  }

  Pair pair() throws Exception {
    var accepted = loop.spawn(listener.accept());
    var client = loop.blockOn(AsyncStream.connect(loop, listener.address()));
    return new Pair(client, loop.blockOn(accepted));
  }

  static <A, B> Future<B> then(Future<A> first, Function<A, Future<B>> next) {
    return new Coroutine<>() {
      @Override
      protected Polled<B> resume(Waker waker) {
        if (state == 0) {
          awaiting(first);
          state = 1;
        }
        if (isPending(waker)) return Polled.pending();
        if (state == 1) {
          awaiting(next.apply(this.<A>awaited()));
          state = 2;
          if (isPending(waker)) return Polled.pending();
        }
        return Polled.ready(this.<B>awaited());
      }
    };
  }

  static Future<String> ended(AsyncStream stream) {
    return _ -> {
      try {
        stream.shutdownOutput();
        return Polled.ready("ended");
      } catch (IOException e) {
        return Polled.failed(e);
      }
    };
  }
}

package asynclab.coroutines.bytecode;

import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Ready;
import asynclab.futures.Waker;
import java.util.ArrayList;
import java.util.List;

/// What the classes of the tests see: a future that is pending and ready in turn, for ever, and
/// makes nothing for it.
public class Turns {
  private static final Ready<String> READY = Polled.ready("x");

  public final List<String> log = new ArrayList<>();

  public final Future<String> next =
      new Future<>() {
        private boolean isReady = true;

        @Override
        public Polled<String> poll(Waker waker) {
          isReady = !isReady;
          return isReady ? READY : Polled.pending();
        }
      };

  /// Each test has its own.
  public Turns() {}
}

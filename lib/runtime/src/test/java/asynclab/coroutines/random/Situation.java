package asynclab.coroutines.random;

import asynclab.futures.Future;
import asynclab.futures.Pending;
import asynclab.futures.Polled;
import asynclab.futures.Ready;
import asynclab.futures.Waker;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.CancellationException;

/// One way to run a method.
///
/// @param seed of what fails, and of how often each future is pending
/// @param argument of the method
/// @param pendingsMax how often a future is pending at most
/// @param closeAt after how many answers of "pending" the coroutine is closed; 0 is never
record Situation(long seed, int argument, int pendingsMax, int closeAt) {
  private static final int POLLS_MAX = 10_000;

  /// What it did and how it ended, as text.
  record Run(String text, int pendings) {}

  Situation closing(int closeAt) {
    return new Situation(seed, argument, pendingsMax, closeAt);
  }

  Run run(Class<?> type, String name) {
    try {
      var scene = (Scene) type.getConstructor().newInstance();
      scene.begin(this);
      var method = type.getDeclaredMethod(name, int.class);
      method.setAccessible(true);
      var end = end(scene, () -> (Future<?>) method.invoke(scene, argument));
      return new Run(scene.effects() + "\n" + end + " " + fields(scene), scene.pendings());
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private interface Call {
    Future<?> call() throws ReflectiveOperationException;
  }

  private String end(Scene scene, Call call) throws ReflectiveOperationException {
    Future<?> future;
    try {
      future = call.call();
    } catch (InvocationTargetException thrown) { // a plain method has run by now
      return isClosed(scene)
          ? closed(thrown.getCause())
          : "failure " + Scene.told(thrown.getCause());
    }
    for (var polls = 0; polls < POLLS_MAX; polls++) {
      if (isClosed(scene)) return close(future);
      switch (Polled.of(future, Waker.NONE)) {
        case Ready.Value<?>(var value) -> {
          return "value " + Scene.shown(value);
        }
        case Ready.Failure<?>(var cause) -> {
          return "failure " + Scene.told(cause);
        }
        case Pending<?> _ -> {}
      }
    }
    return "never ready";
  }

  private boolean isClosed(Scene scene) {
    return closeAt > 0 && scene.isTimeToClose();
  }

  private static String close(Future<?> future) {
    try {
      future.close();
      return "closed";
    } catch (Throwable failure) {
      return closed(failure);
    }
  }

  /// Who closes expects a cancellation, so that is no news.
  private static String closed(Throwable failure) {
    return failure instanceof CancellationException
        ? "closed"
        : "closed, failure " + Scene.told(failure);
  }

  private static String fields(Scene s) {
    return "%d %d %s %s %s %d %s %s"
        .formatted(
            s.state, s.total, s.ratio, s.flag, s.text, s.boxed, s.object, Scene.shown(s.numbers));
  }
}

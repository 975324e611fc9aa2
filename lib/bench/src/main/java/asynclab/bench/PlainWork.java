package asynclab.bench;

import static asynclab.coroutines.Coroutine.await;

import asynclab.coroutines.Async;
import asynclab.futures.Future;
import java.util.function.UnaryOperator;

/// [AsyncWork]'s `endless` as javac compiles it: a coroutine only where [WovenLoader] loads it.
public final class PlainWork implements UnaryOperator<Future<Void>> {
  @Override
  public Future<Void> apply(Future<Void> again) {
    return endless(again);
  }

  @Async
  private static Future<Void> endless(Future<Void> again) {
    while (true) await(again);
  }
}

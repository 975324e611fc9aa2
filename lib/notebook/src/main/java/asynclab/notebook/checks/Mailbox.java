package asynclab.notebook.checks;

import asynclab.futures.Future;

/// The exercise `08.latest-waker`: a leaf future for a letter that somebody puts in.
public interface Mailbox extends Future<String> {
  /// Puts the letter in, once, and wakes whoever waits for it. Any thread may call it.
  void put(String letter);

  /// Makes a mailbox.
  @FunctionalInterface
  interface Maker {
    /// An empty one.
    Mailbox make();
  }
}

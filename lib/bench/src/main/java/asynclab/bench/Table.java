package asynclab.bench;

import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Waker;

/// Two players, of whom it is always the turn of one.
final class Table {
  private final Waker[] waiting = {Waker.NONE, Waker.NONE};
  private int turn;

  /// Ready when it is the turn of `player`, 0 or 1.
  Future<Void> turnOf(int player) {
    return waker -> {
      if (turn == player) return Polled.done();
      waiting[player] = waker;
      return Polled.pending();
    };
  }

  /// It is the other's turn.
  void handOver() {
    turn = 1 - turn;
    waiting[turn].wake();
  }
}

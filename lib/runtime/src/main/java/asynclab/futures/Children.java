package asynclab.futures;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/// The futures that one future waits for at the same time; each is asked again only when it was
/// woken.
///
/// Every child has a waker of its own, which notes its number and wakes the whole. So the cost of a
/// wake is one poll, and not one for each child:
///
/// ```java
/// children.listen(waker);
/// for (var i = children.woken(0); i >= 0; i = children.woken(i + 1)) {
///   switch (children.poll(i)) { … }
/// }
/// ```
///
/// Some facts that decide its shape. A round is bounded: a child that wakes itself while it is
/// polled has its turn in the next. The waker of the whole is stored *before* the numbers are
/// taken, and a child's waker notes its number *before* it reads the waker of the whole: whichever
/// of the two comes first, either this round sees the number or the newest waker is called. No wake
/// is lost, and there is no lock.
///
/// Threads: wakers are called by any thread; all else by whoever polls.
final class Children<T> {
  private static final int WORD_BITS = Long.SIZE;

  private final List<Member<T>> members = new ArrayList<>();
  private final AtomicLongArray numbers; // one bit for each child that was woken
  private volatile Waker whole = Waker.NONE;
  private int ended;

  private record Member<T>(Child<T> child, Waker waker) {}

  /// All count as woken at first.
  Children(List<? extends Future<? extends T>> futures) {
    numbers = new AtomicLongArray((futures.size() + WORD_BITS - 1) / WORD_BITS);
    for (var future : futures) {
      var number = members.size();
      members.add(new Member<>(new Child<>(future), () -> wake(number)));
      note(number);
    }
  }

  int size() {
    return members.size();
  }

  /// How many have ended.
  int ended() {
    return ended;
  }

  /// Whom to wake from now on, whichever child is woken.
  void listen(Waker waker) {
    whole = waker;
  }

  private void wake(int number) {
    note(number);
    whole.wake();
  }

  private void note(int number) {
    numbers.getAndAccumulate(number / WORD_BITS, 1L << number, (word, bit) -> word | bit);
  }

  /// The next child, from that number on, that was woken and has not ended; -1 when there is none.
  /// It counts as woken no more.
  int woken(int from) {
    for (var i = noted(from); i >= 0; i = noted(i + 1)) {
      numbers.getAndAccumulate(i / WORD_BITS, 1L << i, (word, bit) -> word & ~bit);
      if (!members.get(i).child.hasEnded()) return i;
    }
    return -1;
  }

  private int noted(int from) {
    var mask = -1L << from; // the first word from that bit on, later ones as a whole
    for (var word = from / WORD_BITS; word < numbers.length(); word++, mask = -1L) {
      var bits = numbers.get(word) & mask;
      if (bits != 0) return word * WORD_BITS + Long.numberOfTrailingZeros(bits);
    }
    return -1;
  }

  Polled<T> poll(int number) {
    var member = members.get(number);
    var polled = member.child.poll(member.waker);
    if (polled instanceof Ready) ended++;
    return polled;
  }

  /// Closes those that have not ended, in order; one that throws keeps none of the others open.
  void close() {
    whole = Waker.NONE;
    @Nullable Throwable failure = null;
    for (var member : members) {
      try {
        member.child.close();
      } catch (Throwable another) {
        failure = Failures.both(failure, another);
      }
    }
    if (failure != null) new Ready.Failure<Void>(failure).get();
  }
}

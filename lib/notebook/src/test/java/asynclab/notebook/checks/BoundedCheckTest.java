package asynclab.notebook.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Waker;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// The checks of a mailbox with a bound: what passes, and what each wrong idea is told.
@EnabledOnOs(value = OS.LINUX, disabledReason = "what is left behind is looked up in /proc")
class BoundedCheckTest {
  private enum Mistake {
    NONE,
    NO_BOUND,
    NOBODY_CALLED,
    FIRST_WAKER,
    STAYS_IN_LINE,
    LAST_FIRST,
    WAITS_IN_POLL,
    THROWS
  }

  /// Takes the message of the first in line as soon as there is room.
  private static final class Taking implements Bounded {
    private final Mistake mistake;
    private final int capacity;
    private final Deque<String> held = new ArrayDeque<>();
    private final Deque<Send> line = new ArrayDeque<>();

    Taking(Mistake mistake, int capacity) {
      this.mistake = mistake;
      this.capacity = capacity;
    }

    private final class Send implements Future<Void> {
      private final String message;
      private Waker waker = Waker.NONE;
      private boolean asked;
      private boolean sent;

      Send(String message) {
        this.message = message;
      }

      @Override
      public Polled<Void> poll(Waker latest) {
        if (mistake == Mistake.THROWS) throw new IllegalStateException("full");
        if (!asked || mistake != Mistake.FIRST_WAKER) waker = latest;
        if (!asked) line.add(this);
        asked = true;
        do moveOn();
        while (mistake == Mistake.WAITS_IN_POLL && !sent && !interrupted());
        return sent ? Polled.done() : Polled.pending();
      }

      @Override
      public void close() {
        if (mistake != Mistake.STAYS_IN_LINE) line.remove(this);
      }
    }

    private static boolean interrupted() {
      return Thread.currentThread().isInterrupted();
    }

    private void moveOn() {
      while (!line.isEmpty() && (held.size() < capacity || mistake == Mistake.NO_BOUND)) {
        var first = mistake == Mistake.LAST_FIRST ? line.removeLast() : line.removeFirst();
        held.add(first.message);
        first.sent = true;
        if (mistake != Mistake.NOBODY_CALLED) first.waker.wake();
      }
    }

    @Override
    public Future<Void> send(String message) {
      return new Send(message);
    }

    @Override
    public Optional<String> take() {
      var message = Optional.ofNullable(held.poll());
      moveOn();
      return message;
    }
  }

  /// Calls the first in line, who looks again when it is polled.
  private static final class Calling implements Bounded {
    private final boolean handsOn;
    private final boolean leaves;
    private final int capacity;
    private final Deque<String> held = new ArrayDeque<>();
    private final Deque<Send> line = new ArrayDeque<>();

    Calling(boolean handsOn, boolean leaves, int capacity) {
      this.handsOn = handsOn;
      this.leaves = leaves;
      this.capacity = capacity;
    }

    private final class Send implements Future<Void> {
      private final String message;
      private Waker waker = Waker.NONE;

      Send(String message) {
        this.message = message;
      }

      @Override
      public Polled<Void> poll(Waker latest) {
        waker = latest;
        if (held.size() < capacity) {
          line.remove(this);
          held.add(message);
          return Polled.done();
        }
        if (!line.contains(this)) line.add(this);
        return Polled.pending();
      }

      @Override
      public void close() {
        var waited = leaves && line.remove(this);
        if (handsOn && !waited) callFirst();
      }
    }

    private void callFirst() {
      if (!line.isEmpty()) line.remove().waker.wake();
    }

    @Override
    public Future<Void> send(String message) {
      return new Send(message);
    }

    @Override
    public Optional<String> take() {
      var message = Optional.ofNullable(held.poll());
      callFirst();
      return message;
    }
  }

  private static String bounded(Mistake mistake) throws IOException {
    Bounded.Maker mine = capacity -> new Taking(mistake, capacity);
    return Answers.to("12.bounded", mine);
  }

  private static String calling(boolean handsOn, boolean leaves) throws IOException {
    Bounded.Maker mine = capacity -> new Calling(handsOn, leaves, capacity);
    return Answers.to("12.bounded", mine);
  }

  @Test
  void a_mailbox_that_takes_from_the_line_passes() throws IOException {
    assertEquals("ok: 12.bounded, 7 of 7 as expected", head(bounded(Mistake.NONE)));
  }

  @Test
  void a_mailbox_that_calls_and_hands_on_passes() throws IOException {
    assertEquals("ok: 12.bounded, 7 of 7 as expected", head(calling(true, true)));
  }

  @Test
  void a_queue_without_a_bound_is_told() throws IOException {
    assertTold("a queue without a bound", bounded(Mistake.NO_BOUND));
  }

  @Test
  void a_sender_whom_nobody_calls_is_told() throws IOException {
    assertTold("nobody is called", bounded(Mistake.NOBODY_CALLED));
  }

  @Test
  void an_old_waker_is_told() throws IOException {
    assertTold("only the latest counts", bounded(Mistake.FIRST_WAKER));
  }

  @Test
  void a_message_of_who_has_left_is_told() throws IOException {
    assertTold("its message was sent all the same", bounded(Mistake.STAYS_IN_LINE));
  }

  @Test
  void a_line_that_is_a_stack_is_told() throws IOException {
    assertTold("who asked first comes in first", bounded(Mistake.LAST_FIRST));
  }

  @Test
  void a_poll_that_waits_is_a_hang_and_ends() throws IOException {
    assertTold("a poll that cannot send must not wait", bounded(Mistake.WAITS_IN_POLL));
  }

  @Test
  void a_poll_that_throws_is_told() throws IOException {
    assertTold("failed: IllegalStateException: full", bounded(Mistake.THROWS));
  }

  @Test
  void a_call_to_who_has_left_is_told() throws IOException {
    assertTold("the call went to b, which has left", calling(false, false));
  }

  @Test
  void a_room_that_is_not_handed_on_is_told() throws IOException {
    assertTold("who leaves after its call hands it on", calling(false, true));
  }

  @Test
  void no_mailbox_at_all_is_told() throws IOException {
    Bounded.Maker mine = _ -> null;

    assertTold("NullPointerException", Answers.to("12.bounded", mine));
  }

  private static void assertTold(String reply, String answer) {
    assertTrue(answer.startsWith("not yet"), answer);
    assertTrue(answer.contains(reply), answer);
  }

  private static String head(String answer) {
    return answer.lines().findFirst().orElse("");
  }
}

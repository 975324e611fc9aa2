package asynclab.notebook.checks;

import asynclab.notebook.ladder.Makers;
import asynclab.notebook.ladder.Rung;
import asynclab.poll.Events;
import asynclab.poll.Interest;
import asynclab.poll.Poll;
import asynclab.poll.Token;
import asynclab.poll.Wakeup;
import asynclab.trace.Observer;
import java.io.IOException;
import java.time.Duration;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The check `10b.poller`: two real connections, and a [Poll] that counts the waits it asks for.
///
/// A simulation stands on a poller of its own, so none can try this rung.
@Examination
final class PollerRungCheck {
  static final Exercise<Makers.Pollers> EXERCISE =
      new Exercise<>(
          "10b.poller",
          Makers.Pollers.class,
          "Makers.Pollers mine = OwnPoller::new;",
          PollerRungCheck.class);

  private static final Duration SHORT = Duration.ofMillis(30);
  private static final String KEPT =
      "the kernel's events lie in the array, and nobody has put them `into` what was handed in";
  private static final int SPIN = 20; // a wait may end early, for a signal, but not so often

  @BeforeAll
  static void hangs(Trial trial) {
    trial.ifItHangs("the wait does not end: it has a time limit in milliseconds, and a bell");
  }

  @Test
  @Order(1)
  @DisplayName("a byte lies there: two waits")
  void level(Makers.Pollers maker, Trial trial) throws Exception {
    trial.expect(
        "[Token(0) readable], [Token(0) readable]",
        () ->
            told(() -> {
              try (var world = new World(maker, trial)) {
                world.watch(Interest.READABLE);
                world.a.say("x");
                return world.waits(2);
              }
            }),
        seen ->
            seen.equals("[], []") ? KEPT : "what is there is reported in each wait, by its key");
  }

  @Test
  @Order(2)
  @DisplayName("asked for once: two waits; then modified: one more")
  void one_shot(Makers.Pollers maker, Trial trial) throws Exception {
    trial.expect(
        "[Token(0) readable], [], [Token(1) readable]",
        () ->
            told(() -> {
              try (var world = new World(maker, trial)) {
                world.watch(Interest.READABLE.oneShot());
                world.a.say("x");
                var said = world.waits(2);
                world.poll.registry().reregister(world.a.near(), new Token(1), Interest.READABLE);
                return said.add(world.wait(1));
              }
            }),
        seen ->
            seen.contains("EEXIST")
                ? "EPOLL_CTL_ADD is for a new one; who is in the queue is changed by EPOLL_CTL_MOD"
                : "modify gives it a new key and a new interest, and reports it anew");
  }

  @Test
  @Order(3)
  @DisplayName("taken out, and then a byte comes")
  void deleted(Makers.Pollers maker, Trial trial) throws Exception {
    trial.expect(
        "[], added again: [Token(0) readable]",
        () ->
            told(() -> {
              try (var world = new World(maker, trial)) {
                world.watch(Interest.READABLE);
                world.poll.registry().deregister(world.a.near());
                world.a.say("x");
                var said = world.wait(1);
                world.watch(Interest.READABLE);
                return said + ", added again: " + world.wait(1);
              }
            }),
        _ -> "delete does not take it out: the kernel still has it, so it cannot be added again");
  }

  @Test
  @Order(4)
  @DisplayName("two are ready, and there is room for one event")
  void room(Makers.Pollers maker, Trial trial) throws Exception {
    trial.expect(
        "one at a time: [Token(0) readable] [Token(1) readable]",
        () ->
            told(() -> {
              try (var world = new World(maker, trial)) {
                world.watch(Interest.READABLE);
                world.poll.registry().register(world.b.near(), new Token(1), Interest.READABLE);
                world.a.say("x");
                world.b.say("x");
                var all = new TreeSet<String>();
                for (var i = 0; i < 4; i++) all.add(world.wait(1));
                return "one at a time: " + String.join(" ", all);
              }
            }),
        seen ->
            seen.endsWith(": []")
                ? KEPT
                : "ask the kernel for no more events than there is room for: what it tells is told");
  }

  @Test
  @Order(5)
  @DisplayName("a wait of 30 ms in which nothing happens")
  void over(Makers.Pollers maker, Trial trial) throws Exception {
    trial.expect(
        "[] after a wait or two",
        () ->
            told(() -> {
              try (var world = new World(maker, trial)) {
                world.watch(Interest.READABLE);
                return world.wait(1) + world.looks();
              }
            }),
        seen ->
            seen.endsWith("times")
                ? "it does not sleep: hand the kernel the time it is given"
                : "the time is over, and so is the wait");
  }

  @Test
  @Order(6)
  @DisplayName("the bell is rung before a wait without end; then a wait of 30 ms")
  void bell(Makers.Pollers maker, Trial trial) throws Exception {
    trial.expect(
        "[Token(9) woken]; [] after a wait or two",
        () ->
            told(() -> {
              try (var world = new World(maker, trial)) {
                world.watch(Interest.READABLE);
                Wakeup.of(world.poll.registry(), new Token(9)).wake();
                world.poller.wakeup();
                var first = world.wait(1, Poll.FOREVER);
                world.waits(1); // of two rings one may be left
                world.poller.waits();
                return first.replace("readable", "woken") + "; " + world.wait(1) + world.looks();
              }
            }),
        seen ->
            seen.endsWith("times")
                ? "the bell rings on: it is readable until somebody reads it, so no wait sleeps"
                : "a ring before the wait counts, and it is no event of a source");
  }

  @Test
  @Order(7)
  @DisplayName("another thread rings in the middle of a wait without end")
  void another(Makers.Pollers maker, Trial trial) throws Exception {
    trial.ifItHangs("wakeup() leaves nothing that the kernel sees: write to the bell");
    trial.expect(
        "[Token(9) woken]",
        () ->
            told(() -> {
              try (var world = new World(maker, trial)) {
                world.watch(Interest.READABLE);
                var wakeup = Wakeup.of(world.poll.registry(), new Token(9));
                var me = Thread.currentThread();
                Thread.ofPlatform().daemon().start(() -> ring(me, wakeup));
                return world.wait(1, Poll.FOREVER).replace("readable", "woken");
              }
            }),
        _ -> "wakeup() ends the wait that runs");
  }

  /// What a call refuses is an answer too.
  private static Object told(Callable<?> answer) throws Exception {
    try {
      return answer.call();
    } catch (IOException | IllegalStateException refused) {
      return String.valueOf(refused.getMessage());
    }
  }

  /// As soon as the other is in its wait, or soon after.
  private static void ring(Thread other, Wakeup wakeup) {
    for (var i = 0; i < 100 && !inKernel(other); i++) Thread.onSpinWait();
    wakeup.wake();
  }

  private static boolean inKernel(Thread thread) {
    for (var frame : thread.getStackTrace()) {
      if (frame.getMethodName().equals("waitRaw")) return true;
    }
    return false;
  }

  @Test
  @Order(8)
  @DisplayName("the five requests in 16 mixes of parts")
  void mixes(Makers.Pollers maker, Trial trial) throws Exception {
    OnLadder.mixes(trial, Rung.POLLER, maker);
  }

  private static final class World implements AutoCloseable {
    private final Loopback a = Loopback.connect();
    private final Loopback b = Loopback.connect();
    private final CountingPoller poller;
    private final Poll poll;

    World(Makers.Pollers maker, Trial trial) throws IOException {
      poller = new CountingPoller(maker.open());
      poll = Poll.over(poller, Observer.NONE, System::nanoTime);
      trial.closeIfItHangs(a.far()); // the end of a stream ends a wait
    }

    void watch(Interest interest) throws IOException {
      poll.registry().register(a.near(), new Token(0), interest);
    }

    StringJoiner waits(int count) throws IOException {
      var said = new StringJoiner(", ");
      for (var i = 0; i < count; i++) said.add(wait(9));
      return said;
    }

    String wait(int room) throws IOException {
      return wait(room, SHORT);
    }

    String wait(int room, Duration time) throws IOException {
      var events = Events.withCapacity(room);
      poll.poll(events, time);
      return events.toString();
    }

    String looks() {
      var waits = poller.waits();
      return waits <= SPIN ? " after a wait or two" : ", and it was asked more than 20 times";
    }

    @Override
    public void close() throws IOException {
      poll.close();
      a.close();
      b.close();
    }
  }
}

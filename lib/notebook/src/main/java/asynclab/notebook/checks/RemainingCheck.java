package asynclab.notebook.checks;

import asynclab.syscalls.Errno;
import asynclab.syscalls.SyscallException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The check `04b.remaining`: a scripted kernel that notes the time it was asked for.
@Examination
final class RemainingCheck {
  static final Exercise<RemainingTime> EXERCISE =
      new Exercise<>(
          "04b.remaining",
          RemainingTime.class,
          "RemainingTime mine = (kernel, nanos) -> events;",
          RemainingCheck.class);

  private static final long MILLI = 1_000_000;
  private static final int CALLS_MAX = 20;

  @BeforeAll
  static void hangs(Trial trial) {
    trial.ifItHangs("this kernel answers at once: the wait is in your own code");
  }

  @Test
  @Order(1)
  @DisplayName("100 ms, signals after 40 and 80")
  void signals(RemainingTime mine, Trial trial) throws Exception {
    trial.expect(
        "asked 100, 60, 20: 0 events",
        () -> new Script().signal(40).signal(40).run(mine, 100 * MILLI),
        RemainingCheck::afterSignals);
  }

  @Test
  @Order(2)
  @DisplayName("0.4 ms")
  void lessThanAMillisecond(RemainingTime mine, Trial trial) throws Exception {
    trial.expect(
        "asked 1: 0 events",
        () -> new Script().run(mine, 400_000),
        seen ->
            seen.startsWith("asked 0")
                ? "rounds down: 0 does not wait at all, so the loop spins"
                : "0.4 ms in whole milliseconds, and not shorter, is 1");
  }

  @Test
  @Order(3)
  @DisplayName("no limit, a signal, then an event")
  void unlimited(RemainingTime mine, Trial trial) throws Exception {
    trial.expect(
        "asked -1, -1: 1 event",
        () -> new Script().signal(5).events(1).run(mine, -1),
        seen -> "no limit stays no limit, also after a signal");
  }

  @Test
  @Order(4)
  @DisplayName("100 ms, three events at once")
  void events(RemainingTime mine, Trial trial) throws Exception {
    trial.expect(
        "asked 100: 3 events",
        () -> new Script().events(3).run(mine, 100 * MILLI),
        seen -> "events end the wait, and their number is the answer");
  }

  @Test
  @Order(5)
  @DisplayName("an error that is no signal")
  void error(RemainingTime mine, Trial trial) throws Exception {
    trial.expect(
        "threw EBADF",
        () -> new Script().fail(Errno.EBADF).run(mine, 100 * MILLI),
        seen -> "only EINTR is harmless: every other error is for the caller");
  }

  private static String afterSignals(String seen) {
    if (seen.startsWith("asked 100, 100")) {
      return "waits the whole time again: take off what has passed on kernel.nanoTime()";
    }
    if (seen.startsWith("asked 100:") || seen.equals("threw EINTR")) {
      return "gives up at the signal: 60 ms were left";
    }
    return seen.endsWith("without end")
        ? "0 events means that the time is over: return"
        : "what is left is the deadline minus now, rounded up";
  }

  /// A kernel that follows a script, then lets every wait run out.
  private static final class Script implements Kernel {
    @FunctionalInterface
    interface Answer {
      int give() throws SyscallException;
    }

    /// Ends code that asks without end.
    private static final class Endless extends RuntimeException {
      private static final long serialVersionUID = 1L;
    }

    private final List<Integer> asked = new ArrayList<>();
    private final Queue<Answer> answers = new ArrayDeque<>();
    private long now = 7_000 * MILLI;

    Script signal(long afterMillis) {
      answers.add(() -> {
        now += afterMillis * MILLI;
        throw new SyscallException("epoll_wait", Errno.EINTR);
      });
      return this;
    }

    Script events(int count) {
      answers.add(() -> count);
      return this;
    }

    Script fail(Errno errno) {
      answers.add(() -> {
        throw new SyscallException("epoll_wait", errno);
      });
      return this;
    }

    String run(RemainingTime mine, long nanos) throws Exception {
      try {
        var events = mine.await(this, nanos);
        return asked() + ": " + events + (events == 1 ? " event" : " events");
      } catch (SyscallException e) {
        return "threw " + e.errno().name();
      } catch (Endless e) {
        return asked() + " and so on, without end";
      }
    }

    private String asked() {
      return asked.isEmpty()
          ? "asked nothing"
          : asked.stream().map(String::valueOf).collect(Collectors.joining(", ", "asked ", ""));
    }

    @Override
    public int epollWait(int timeoutMillis) throws SyscallException {
      if (asked.size() == CALLS_MAX) {
        throw new Endless();
      }
      asked.add(timeoutMillis);
      var answer = answers.poll();
      if (answer != null) {
        return answer.give();
      }
      now += timeoutMillis > 0 ? timeoutMillis * MILLI : MILLI / 8; // a call takes time too
      return 0;
    }

    @Override
    public long nanoTime() {
      return now;
    }
  }
}

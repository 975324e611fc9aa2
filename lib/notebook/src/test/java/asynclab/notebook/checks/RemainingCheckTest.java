package asynclab.notebook.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.syscalls.Errno;
import asynclab.syscalls.SyscallException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// The check of the exercise "the remaining time".
@EnabledOnOs(value = OS.LINUX, disabledReason = "the errors have the numbers of Linux")
class RemainingCheckTest {
  private static final long MILLI = 1_000_000;

  @Test
  void what_is_left_rounded_up_passes() throws IOException {
    var answer = to((kernel, nanos) -> await(kernel, nanos, MILLI - 1));

    assertEquals("ok: 04b.remaining, 5 of 5 as expected", answer.lines().findFirst().orElse(""));
  }

  @Test
  void the_whole_time_again_is_named() throws IOException {
    var answer =
        to((kernel, nanos) -> {
          for (var turn = 0; turn < 9; turn++) {
            try {
              return kernel.epollWait(nanos < 0 ? -1 : (int) Math.ceilDiv(nanos, MILLI));
            } catch (SyscallException e) {
              if (e.errno() != Errno.EINTR) throw e;
            }
          }
          return 0;
        });

    assertTrue(answer.startsWith("not yet: 04b.remaining, 1 of 5 differ"), answer);
    assertTrue(answer.contains("waits the whole time again"), answer);
  }

  @Test
  void rounding_down_is_named() throws IOException {
    var answer = to((kernel, nanos) -> await(kernel, nanos, 0));

    assertTrue(answer.startsWith("not yet: 04b.remaining, 1 of 5 differ"), answer);
    assertTrue(answer.contains("rounds down: 0 does not wait at all"), answer);
  }

  @Test
  void giving_up_at_a_signal_is_named() throws IOException {
    var answer =
        to((kernel, nanos) -> kernel.epollWait(nanos < 0 ? -1 : (int) Math.ceilDiv(nanos, MILLI)));

    assertTrue(answer.contains("seen      threw EINTR"), answer);
    assertTrue(answer.contains("gives up at the signal"), answer);
  }

  @Test
  void asking_without_end_is_ended_and_named() throws IOException {
    var answer =
        to((kernel, nanos) -> {
          while (true) {
            try {
              if (kernel.epollWait(1) > 0) return 1;
            } catch (SyscallException signal) {
              assertEquals("epoll_wait", signal.call());
            }
          }
        });

    assertTrue(answer.contains("and so on, without end"), answer);
    assertTrue(answer.contains("0 events means that the time is over"), answer);
  }

  private static String to(RemainingTime mine) throws IOException {
    return Answers.to("04b.remaining", mine);
  }

  /// Waits on after signals and until the time is over; `round` is added before dividing.
  private static int await(Kernel kernel, long nanos, long round) throws IOException {
    var deadline = kernel.nanoTime() + nanos;
    var left = nanos;
    while (nanos < 0 || left > 0) {
      try {
        var events = kernel.epollWait(nanos < 0 ? -1 : (int) ((left + round) / MILLI));
        if (events > 0) return events;
      } catch (SyscallException e) {
        if (e.errno() != Errno.EINTR) throw e;
      }
      left = deadline - kernel.nanoTime();
    }
    return 0;
  }
}

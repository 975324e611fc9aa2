package asynclab.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import asynclab.poll.Events;
import asynclab.poll.Interest;
import asynclab.poll.Poll;
import asynclab.poll.Source;
import asynclab.poll.Token;
import asynclab.poll.Wakeup;
import asynclab.syscalls.Eventfd;
import asynclab.syscalls.Unistd;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class RecorderTest {
  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "the lab has a poller for Linux only, so far")
  void a_run_is_written_down_in_order() throws Exception {
    var recorder = new Recorder();
    var counter = Eventfd.eventfd(1, 0);
    try (var poll = Poll.open(recorder)) {
      poll.registry().register(Source.of(counter), new Token(3), Interest.READABLE.edge());
      var wakeup = Wakeup.of(poll.registry(), new Token(8));
      wakeup.wake();
      var events = Events.withCapacity(4);
      poll.poll(events, Duration.ofMillis(20));
      poll.poll(events, Duration.ZERO);
      recorder.note(3, "answered");
      poll.registry().deregister(Source.of(counter));
    }
    Unistd.close(counter);

    assertEquals(
        """
        REGISTERED 3 0 readable, edge
        WOKEN 8 0
        WAITING -1 20000000
        RETURNED -1 2
        READY 8 0 readable
        READY 3 0 readable
        WAITING -1 0
        RETURNED -1 0
        NOTE 3 0 answered
        DEREGISTERED 3 0\
        """,
        transcript(recorder));
  }

  @Test
  void what_does_not_fit_is_counted() {
    var recorder = new Recorder(2);

    for (var i = 0; i < 5; i++) recorder.note(i, "mark");

    assertEquals("NOTE 0 0 mark\nNOTE 1 0 mark", transcript(recorder));
    assertEquals(3, recorder.dropped());
    assertThrows(IllegalArgumentException.class, () -> new Recorder(0));
  }

  private static String transcript(Recorder recorder) {
    return recorder.events().stream()
        .map(e -> (e.kind() + " " + e.token() + " " + e.value() + " " + e.text()).strip())
        .collect(Collectors.joining("\n"));
  }
}

package asynclab.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.poll.Events;
import asynclab.poll.Interest;
import asynclab.poll.Poll;
import asynclab.poll.Source;
import asynclab.poll.Token;
import asynclab.poll.Wakeup;
import asynclab.syscalls.Eventfd;
import asynclab.syscalls.Unistd;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.stream.Collectors;
import learner.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class RecorderTest {
  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "its source is an eventfd")
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

  @Test
  void each_event_names_the_line_of_the_program_that_caused_it() {
    var recorder = new Recorder();

    Program.turn(recorder);

    assertEquals(
        """
        WAITING learner.Program 11
        RETURNED learner.Program 11
        READY learner.Program 11
        NOTE learner.Program 14\
        """,
        sites(recorder));
  }

  @Test
  void a_line_of_the_jdk_is_never_the_cause() {
    var recorder = new Recorder();

    Program.indirectly(recorder);

    assertEquals("NOTE learner.Program 19", sites(recorder));
  }

  @Test
  void events_of_a_wait_have_the_line_of_their_own_threads_wait() throws Exception {
    var recorder = new Recorder();
    recorder.waiting(-1);

    var other = Thread.ofPlatform().start(() -> Program.turn(recorder));
    other.join();
    recorder.returned(0);

    var returned = recorder.events().getLast().site();
    assertNotEquals(new Site("learner.Program", 11), returned);
  }

  @Test
  void without_lines_there_are_none() {
    var recorder = new Recorder().withoutLines();

    Program.turn(recorder);

    assertTrue(recorder.events().stream().allMatch(e -> e.site() == Site.UNKNOWN));
  }

  @Test
  void the_same_line_is_one_object_so_that_long_runs_stay_small() {
    var recorder = new Recorder();

    for (var i = 0; i < 100; i++) Program.turn(recorder);

    var sites = Collections.newSetFromMap(new IdentityHashMap<Site, Boolean>());
    recorder.events().forEach(event -> sites.add(event.site()));
    assertEquals(2, sites.size());
    assertEquals(400, recorder.count());
  }

  @Test
  void an_event_without_its_line_costs_one_small_object() {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    var events = 40_000;
    Program.turn(new Recorder().withoutLines());
    var recorder = new Recorder().withoutLines();

    var before = threads.getCurrentThreadAllocatedBytes();
    for (var i = 0; i < events / 4; i++) Program.turn(recorder);
    var bytes = (threads.getCurrentThreadAllocatedBytes() - before) / events;

    assertTrue(bytes <= 80, bytes + " bytes an event, its place in the list included");
  }

  private static String sites(Recorder recorder) {
    return recorder.events().stream()
        .map(e -> e.kind() + " " + e.site().className() + " " + e.site().line())
        .collect(Collectors.joining("\n"));
  }

  private static String transcript(Recorder recorder) {
    return recorder.events().stream()
        .map(e -> (e.kind() + " " + e.token() + " " + e.value() + " " + e.text()).strip())
        .collect(Collectors.joining("\n"));
  }
}

package asynclab.notebook.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.notebook.checks.SwitchMeter.Count;
import asynclab.syscalls.Resource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// The checks of notebook 01: what passes, and what each wrong idea is told.
@EnabledOnOs(value = OS.LINUX, disabledReason = "what is left behind is looked up in /proc")
class ConcurrencyChecksTest {
  private static final String PROBE =
      """
      import asynclab.syscalls.*;
      boolean readable(long address) throws Throwable { %s }
      """;

  @Test
  void a_bar_is_limited_by_the_scarcer_of_hands_and_taps() throws IOException {
    var answer =
        bar((staff, taps, pour, prepare, used) ->
            Math.min(staff * 3600 / (used ? prepare : pour + prepare), taps * 3600 / pour));

    assertEquals("ok: 01.bar, 8 of 8 as expected", head(answer));
  }

  @Test
  void pouring_is_no_work_where_the_waiting_is_used() throws IOException {
    var answer =
        bar((staff, taps, pour, prepare, used) ->
            Math.min(staff * 3600 / (pour + prepare), taps * 3600 / pour));

    assertEquals("not yet: 01.bar, 4 of 8 differ", head(answer));
    assertTrue(answer.contains("pouring is no work"), answer);
  }

  @Test
  void twelve_events_have_their_place() throws IOException {
    var answer = sort(SORTED);

    assertEquals("ok: 01.sort, 12 of 12 as expected", head(answer));
  }

  @Test
  void an_event_that_is_not_sorted_does_not_tell_its_place() throws IOException {
    var answer = sort(SORTED.replace("network card: interrupt", "network card: ?"));

    assertTrue(answer.contains("expected  one of interrupt, fault, call, none"), answer);
    assertTrue(answer.contains("why       not sorted yet"), answer);
  }

  @Test
  void a_missing_line_and_an_unknown_kind_are_named() throws IOException {
    var answer = sort(SORTED.replace("a packet", "the packet").replace(": call", ": Ruf"));

    assertEquals("not yet: 01.sort, 4 of 12 differ", head(answer));
    assertTrue(answer.contains("a colon, and its kind make a line"), answer);
    assertTrue(answer.contains("there is no such kind"), answer);
  }

  @Test
  void the_difference_of_two_readings_of_the_own_thread_passes() throws IOException {
    var answer =
        switches(work -> {
          var before = Resource.getrusage(Resource.RUSAGE_THREAD);
          work.run();
          var used = Resource.getrusage(Resource.RUSAGE_THREAD).since(before);
          return new Count(used.nvcsw(), used.nivcsw());
        });

    assertEquals("ok: 01.switches, 4 of 4 as expected", head(answer));
  }

  @Test
  void work_that_is_not_run_is_noticed() throws IOException {
    var answer = switches(work -> new Count(20, 0));

    assertEquals("not yet: 01.switches, 4 of 4 differ", head(answer));
    assertTrue(answer.contains("20 voluntary, run 0 times"), answer);
    assertTrue(answer.contains("the work is to be run, and once"), answer);
  }

  @Test
  void a_pipe_tells_six_addresses_apart() throws IOException {
    var answer =
        probe(
            """
            var pipe = Unistd.pipe2(0);
            long n = Unistd.writeRaw(pipe.second(),
                MemorySegment.ofAddress(address).reinterpret(1), 1);
            Unistd.close(pipe.first());
            Unistd.close(pipe.second());
            return n == 1;
            """);

    assertEquals("ok: 01.probe, 6 of 6 as expected", head(answer));
  }

  @Test
  void a_child_that_dies_is_told_as_what_it_died_of() throws IOException {
    var answer =
        probe(
            "return MemorySegment.ofAddress(address).reinterpret(1)"
                + ".get(ValueLayout.JAVA_BYTE, 0) <= 255;");

    assertEquals("not yet: 01.probe, 4 of 6 differ", head(answer));
    assertTrue(answer.contains("the child died: SIGSEGV (0xb)"), answer);
  }

  @Test
  void a_program_that_does_not_compile_shows_the_compilers_words() throws IOException {
    var answer = probe("return 1;");

    assertTrue(answer.contains("incompatible types: int cannot be converted to boolean"), answer);
    assertTrue(answer.contains("the child gave no answer"), answer);
  }

  @Test
  void gaps_of_each_thread_by_itself_pass() throws IOException {
    assertEquals("ok: 01.slice, 5 of 5 as expected", head(slice(false)));
  }

  @Test
  void a_gap_at_a_sleep_is_voluntary() throws IOException {
    var answer = slice(true);

    assertEquals("not yet: 01.slice, 2 of 5 differ", head(answer));
    assertTrue(answer.contains("a gap that begins with SLEEPS is voluntary"), answer);
  }

  private static final String SORTED =
      """
      a packet arrives at the network card: interrupt
      the time slice of a thread is over: interrupt
      a thread asks to sleep for a second: call
      the second of a sleeping thread is over: interrupt
      another CPU wants this one to look at its queue: interrupt
      a program loads from address 16: fault
      a program first touches a fresh page of memory: fault
      a program reads from a socket: call
      a program maps a file into its memory: call
      a program first reads a page of that file: fault
      a Java thread looks whether the collector wants it to stop: none
      a loop spins until a variable changes: none
      """;

  private static String bar(Bar mine) throws IOException {
    return Answers.to("01.bar", mine);
  }

  private static String sort(String lines) throws IOException {
    Sorting mine = () -> lines;
    return Answers.to("01.sort", mine);
  }

  private static String switches(SwitchMeter mine) throws IOException {
    return Answers.to("01.switches", mine);
  }

  private static String probe(String body) throws IOException {
    Probe mine = () -> PROBE.formatted(body);
    return Answers.to("01.probe", mine);
  }

  private static String slice(boolean everyGap) throws IOException {
    Slicer mine =
        stamps -> {
          var taken = new ArrayList<Slicer.Off>();
          var last = new HashMap<String, Slicer.Stamp>();
          for (var stamp : stamps) {
            var before = last.put(stamp.thread(), stamp);
            if (before == null || stamp.at() - before.at() <= 1) continue;
            if (before.doing() == Slicer.Doing.SLEEPS && !everyGap) continue;
            taken.add(new Slicer.Off(stamp.thread(), before.at(), stamp.at()));
          }
          taken.sort(Comparator.comparing(Slicer.Off::from));
          return List.copyOf(taken);
        };
    return Answers.to("01.slice", mine);
  }

  private static String head(String answer) {
    return answer.lines().findFirst().orElse("");
  }
}

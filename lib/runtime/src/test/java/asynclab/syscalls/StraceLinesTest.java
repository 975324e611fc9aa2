package asynclab.syscalls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class StraceLinesTest {
  private static CallLog read(String... lines) {
    var all = new java.util.ArrayList<String>();
    all.add("1732453234.000001 futex(0x7f, FUTEX_WAIT, 1, NULL) = 0 <0.100000>");
    all.add("1732453235.000000 sched_yield() = 0 <0.000005>");
    all.addAll(List.of(lines));
    all.add("1732453235.900000 sched_yield() = 0 <0.000005>");
    all.add("1732453235.900001 close(3) = 0 <0.000001>");
    all.add("1732453235.999999 +++ exited with 0 +++");
    return StraceLines.read(all);
  }

  @Test
  void only_what_lies_between_the_marks_is_the_bodys() {
    var log = read("1732453235.250000 write(3, \"a) = 1\\n\", 7) = 7 <0.000012>");

    assertEquals("write(3, \"a) = 1\\n\", 7) = 7", log.toString());
    assertEquals(900_000_000, log.nanos());
    assertEquals(250_000_000, log.calls().getFirst().startNanos());
    assertEquals(OptionalLong.of(12_000), log.calls().getFirst().nanos());
  }

  @Test
  void results_are_the_kernels_own_numbers() {
    var log =
        read(
            "1732453235.1 read(3, \"\", 64) = -1 EAGAIN (Resource temporarily unavailable) <0.1>",
            "1732453235.1 mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, 3, 0) = 0x7f0000001000 <0.1>",
            "1732453235.1 poll([{fd=3, events=POLLIN}], 1, 0) = 0 (Timeout) <0.1>",
            "1732453235.1 read(3, 0x7f, 1) = ? ERESTARTSYS (To be restarted) <0.1>");

    assertEquals(
        List.of("-11 EAGAIN (resource temporarily unavailable)", "0x7f0000001000", "0", "?"),
        log.calls().stream().map(Call::outcome).toList());
  }

  @Test
  void signals_and_noise_are_passed_over() {
    var log =
        read(
            "1732453235.1 --- SIGSEGV {si_signo=SIGSEGV, si_code=SEGV_MAPERR} ---",
            "1732453235.2 getpid() = 7 <0.000001>");

    assertEquals("getpid() = 7", log.toString());
  }

  @Test
  void without_both_marks_there_is_nothing_to_read() {
    assertThrows(IllegalStateException.class, () -> StraceLines.read(List.of()));
  }
}

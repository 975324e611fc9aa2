package asynclab.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What one kernel leaves behind for the next that is given the same connection file.
class CrashNoteTest {
  private static final String CURE =
      " What the cells had made is gone: run them again, or the section's first cell.";

  @TempDir Path logs;

  @Test
  void after_an_orderly_end_there_is_nothing_to_tell() throws Exception {
    leave().remove();

    assertEquals(Optional.empty(), leave().lastCrash());
  }

  @Test
  void a_kernel_that_left_no_report_was_killed_from_outside() throws Exception {
    var _ = leave();

    assertEquals(
        "The kernel died before this cell and left no report: it was killed from outside, as the"
            + " system does when memory runs out."
            + CURE,
        leave().lastCrash().orElseThrow());
  }

  @Test
  void a_report_gives_signal_and_frame() throws Exception {
    var _ = leave();
    var report = logs.resolve("hs_err_" + ProcessHandle.current().pid() + ".log");
    Files.writeString(
        report,
        """
        # A fatal error has been detected by the Java Runtime Environment:
        #
        #  SIGSEGV (0xb) at pc=0x00007f, pid=1, tid=2
        #
        # Problematic frame:
        # C  [libc.so.6+0x9]  strlen
        """);

    assertEquals(
        "The kernel died before this cell: SIGSEGV in C  [libc.so.6+0x9]  strlen (the report is %s)."
                .formatted(report)
            + CURE,
        leave().lastCrash().orElseThrow());
  }

  @Test
  void a_cell_that_called_exit_is_named() throws Exception {
    Files.writeString(logs.resolve("running-kernel.json.txt"), "exit");

    assertEquals(
        "The kernel ended before this cell, because a cell called System.exit." + CURE,
        leave().lastCrash().orElseThrow());
  }

  @Test
  void another_kernels_note_is_let_alone_until_nobody_can_come_for_it() throws Exception {
    var young = Files.writeString(logs.resolve("running-a.json.txt"), "1");
    var old = Files.writeString(logs.resolve("running-b.json.txt"), "2");
    var longAgo = Instant.now().minus(Duration.ofDays(8));
    Files.setLastModifiedTime(old, FileTime.from(longAgo));

    var _ = leave();

    assertTrue(Files.exists(young));
    assertFalse(Files.exists(old));
  }

  private CrashNote leave() throws Exception {
    return CrashNote.leave(logs, Path.of("kernel.json"));
  }
}

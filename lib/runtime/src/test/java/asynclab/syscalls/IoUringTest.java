package asynclab.syscalls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(value = OS.LINUX, disabledReason = "io_uring is a facility of Linux")
class IoUringTest {
  private static final Path SWITCH = Path.of("/proc/sys/kernel/io_uring_disabled");

  @Test
  void asking_gives_no_ring_whether_it_is_allowed_or_not() {
    var errno = Errno.of((int) -IoUring.setupNothing());

    assertEquals(IoUring.isAllowed() ? Errno.EFAULT : errno, errno);
  }

  @Test
  void where_the_machine_has_switched_it_off_it_is_not_allowed() throws IOException {
    assumeTrue(Files.isReadable(SWITCH) && Files.readString(SWITCH).strip().equals("2"));

    assertFalse(IoUring.isAllowed());
  }
}

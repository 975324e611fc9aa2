package asynclab.syscalls;

import asynclab.Garbage;
import java.lang.foreign.Arena;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// A call that can be watched costs nothing while nobody does.
@Tag("child-process")
@EnabledOnOs(value = OS.LINUX, disabledReason = "pipe2 is Linux's")
class SilentCallTest {
  private static final int CALLS = 20_000;

  @Test
  void when_nobody_watches_a_call_makes_no_garbage() throws Exception {
    Garbage.assertNone(Child.class);
  }

  static final class Child {
    public static void main(String[] none) throws Exception {
      var pipe = Unistd.pipe2(Fcntl.O_CLOEXEC | Fcntl.O_NONBLOCK);
      var _ = Syscalls.watch(() -> Unistd.getpid());
      var buffer = Arena.global().allocate(64);
      Garbage.print(() -> {
        for (var i = 0; i < CALLS; i++) Unistd.readRaw(pipe.first(), buffer, 64);
      });
    }
  }
}

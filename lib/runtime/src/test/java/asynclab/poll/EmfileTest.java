package asynclab.poll;

import static org.junit.jupiter.api.Assertions.assertEquals;

import asynclab.syscalls.Errno;
import asynclab.syscalls.SyscallException;
import asynclab.syscalls.Unistd;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A process that has no descriptor left, in a JVM of its own.
@Tag("child-process")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no limit of descriptors to reach")
class EmfileTest {
  @ParameterizedTest
  @MethodSource("asynclab.poll.Pollers#all")
  void a_caller_that_cannot_be_accepted_stays_in_the_queue_and_is_reported_again(
      Pollers.Opener opener) throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command = new ArrayList<>(List.of("sh", "-c", "ulimit -n 100; exec \"$@\"", "sh", java));
    command.addAll(List.of("-XX:-MaxFDLimit", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-Dasynclab.libkqueue=" + Pollers.LIBKQUEUE, "-cp"));
    command.add(String.join(File.pathSeparator, "target/classes", "target/test-classes"));
    command.addAll(List.of("asynclab.poll.EmfileTest$Child", opener.name()));

    var child = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertEquals(
        """
        accept: EMFILE (too many open files)
        [Token(1) readable]
        accepted
        """,
        said);
    assertEquals(true, child.waitFor(10, TimeUnit.SECONDS));
  }

  static final class Child {
    public static void main(String... args) throws Exception {
      try (var poll = Poll.over(Pollers.named(args[0]).open());
          var listener = TcpListener.loopback()) {
        poll.registry().register(listener, new Token(1), Interest.READABLE);
        var events = Events.withCapacity(4);
        for (var i = 0; i < 2; i++) { // once to load the classes: that takes descriptors
          try (var _ = TcpStream.connect(listener.address())) {
            poll.poll(events, Fixture.WATCHDOG);
            if (i == 0) listener.accept().orElseThrow().close();
            else runOut(poll, listener, events);
          }
        }
      }
    }

    private static void runOut(Poll poll, TcpListener listener, Events events) throws Exception {
      var taken = takeAll();
      try {
        listener.accept();
      } catch (SyscallException e) {
        System.out.println(e.getMessage());
      }
      poll.poll(events, Duration.ZERO);
      Unistd.close(taken.removeLast());
      System.out.println(events);
      listener.accept().orElseThrow().close();
      System.out.println("accepted");
      for (var fd : taken) Unistd.close(fd);
    }

    private static List<Integer> takeAll() throws SyscallException {
      var taken = new ArrayList<Integer>();
      try {
        while (true) taken.add(Unistd.dup(0));
      } catch (SyscallException e) {
        if (e.errno() != Errno.EMFILE) throw e;
        return taken;
      }
    }
  }
}

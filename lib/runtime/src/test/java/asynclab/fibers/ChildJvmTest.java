package asynclab.fibers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// What needs a JVM of its own: other options, or a thread that never comes back.
@Tag("child-process")
@Timeout(60)
class ChildJvmTest {
  private static final String EXPORT = "--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED";

  private static String child(String what, String... options) throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command = new ArrayList<>(List.of(java, "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of(options));
    var classes = Path.of("target/classes") + File.pathSeparator + "target/test-classes";
    command.addAll(List.of("-cp", classes, Child.class.getName(), what));
    var child = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      var said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(true, child.waitFor(10, TimeUnit.SECONDS));
      return said.strip();
    } finally {
      child.destroyForcibly();
    }
  }

  @Test
  void without_the_option_opening_a_scheduler_says_which_is_missing() throws Exception {
    assertEquals(
        "fibers stand on a class that the JDK keeps to itself: start java with --add-exports"
            + " java.base/jdk.internal.vm=ALL-UNNAMED",
        child("open"));
  }

  @Test
  void without_the_option_yielding_says_the_same() throws Exception {
    assertEquals(child("open"), child("yield"));
  }

  @Test
  void without_the_option_virtual_threads_get_no_loop() throws Exception {
    assertEquals(
        "a scheduler of one's own is taken by a class that the JDK keeps to itself: start java"
            + " with --add-opens java.base/java.lang=ALL-UNNAMED",
        child("loop"));
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "counts in /proc/self/fd")
  void a_loop_that_is_refused_leaves_no_descriptor() throws Exception {
    assertEquals("0 more", child("refused"));
  }

  @Test
  void inside_a_thin_monitor_the_second_fiber_waits_for_its_own_thread() throws Exception {
    assertEquals("a in\nBLOCKED", child("thin", EXPORT));
  }

  @Test
  void sockets_of_virtual_threads_still_wake_them_when_the_loop_has_ended() throws Exception {
    assertEquals(
        "on the loop: accepted\nafter the loop: accepted",
        child("sockets", "--add-opens=java.base/java.lang=ALL-UNNAMED"));
  }

  static final class Child {
    /// The first socket of this JVM that has to wait does so on the loop.
    private static void sockets() throws Exception {
      try (var threads = LoopThreads.open()) {
        accept("on the loop", threads::start);
      }
      accept("after the loop", Thread::startVirtualThread);
    }

    /// The first refusal also starts the JDK's own pollers, which stay.
    private static void refused() throws Exception {
      refuse();
      var before = descriptors();
      refuse();
      System.out.println(descriptors() - before + " more");
    }

    private static void refuse() throws IOException {
      try (var threads = LoopThreads.open()) {
        System.out.println("not refused: " + threads.carrier());
      } catch (IllegalStateException asExpected) {
        // the option is missing
      }
    }

    private static long descriptors() throws Exception {
      try (var all = Files.list(Path.of("/proc/self/fd"))) {
        return all.count();
      }
    }

    /// Without a time limit, which would wake the thread without any poller.
    private static void accept(String where, Function<Runnable, Thread> start) throws Exception {
      try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        var accepted = new FutureTask<>(server::accept);
        var thread = start.apply(accepted);
        while (thread.getState() != Thread.State.WAITING) Thread.onSpinWait();
        new Socket(server.getInetAddress(), server.getLocalPort()).close();
        var ended = thread.join(Duration.ofSeconds(5));
        System.out.println(where + (ended ? ": accepted" : ": nobody wakes it"));
      }
    }

    public static void main(String... args) throws Exception {
      try {
        switch (args[0]) {
          case "open" -> FiberScheduler.open().close();
          case "yield" -> Fiber.yield();
          case "loop" -> LoopThreads.open().close();
          case "thin" -> thin();
          case "sockets" -> sockets();
          case "refused" -> refused();
          default -> throw new IllegalArgumentException(args[0]);
        }
      } catch (IllegalStateException e) {
        System.out.println(e.getMessage());
      }
    }

    private static void thin() throws Exception {
      var thread =
          Thread.ofPlatform()
              .daemon()
              .start(() -> {
                try (var scheduler = FiberScheduler.open()) {
                  var monitor = new Object();
                  for (var name : List.of("a", "b")) {
                    scheduler.spawn(() -> {
                      synchronized (monitor) {
                        System.out.println(name + " in");
                        Fiber.yield();
                      }
                    });
                  }
                  scheduler.run();
                  System.out.println("both are done");
                } catch (Exception e) {
                  System.out.println(e);
                }
              });
      while (thread.isAlive() && thread.getState() != Thread.State.BLOCKED) Thread.onSpinWait();
      System.out.println(thread.getState());
    }
  }
}

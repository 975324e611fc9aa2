package asynclab.syscalls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Lets the program strace attach to the body's thread, and reads what it wrote.
///
/// It attaches to that one thread alone. The calls by which the JVM keeps house (locks, the pages
/// of its heap, its signals) are left out, because they say nothing about the body.
///
/// @see <a href="https://man7.org/linux/man-pages/man1/strace.1.html">strace(1)</a>
final class Strace implements Tracer {
  private static final long LONGEST_WAIT_SECONDS = 10;
  private static final String HOUSEKEEPING =
      "futex,madvise,mprotect,rt_sigprocmask,rt_sigreturn,rseq,set_robust_list";

  /// Yama, where it is there, lets only parents trace; this lets whoever we start.
  private static final int PR_SET_PTRACER = 0x59616d61;

  private static final long ANY = -1;

  @Override
  public CallLog trace(Syscalls.Body body) throws Exception {
    if (Os.current() != Os.LINUX) throw new Unavailable("strace is Linux's");
    var thread = TracedThread.start(() -> 0, body);
    var lines = Files.createTempFile("strace", ".txt");
    try {
      var strace = attach(thread.id(), lines);
      try {
        thread.run();
      } finally {
        end(strace);
      }
      return StraceLines.read(Files.readAllLines(lines));
    } finally {
      thread.dismiss();
      Files.deleteIfExists(lines);
    }
  }

  /// Starts strace and returns when it has the thread.
  private static Process attach(long thread, Path lines) throws Exception {
    var _ = RawSyscall.invoke(SyscallNumber.PRCTL, PR_SET_PTRACER, ANY);
    var strace = start(thread, lines);
    var said = CompletableFuture.supplyAsync(() -> firstLine(strace), Strace::daemon);
    try {
      var line = said.get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
      if (line.contains("attached")) return strace;
      end(strace);
      throw new Unavailable(line.isEmpty() ? "strace ended without a word" : line);
    } catch (TimeoutException _) {
      end(strace);
      throw new Unavailable("strace did not attach in time");
    } catch (ExecutionException | InterruptedException e) {
      end(strace);
      throw e;
    } finally {
      RawSyscall.invoke(SyscallNumber.PRCTL, PR_SET_PTRACER, 0);
    }
  }

  private static Process start(long thread, Path lines) throws Unavailable {
    var command =
        List.of(
            "strace",
            "-p",
            Long.toString(thread),
            "-o",
            lines.toString(),
            "-ttt",
            "-T",
            "-e",
            "trace=!" + HOUSEKEEPING);
    try {
      return new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    } catch (IOException e) {
      var text = String.valueOf(e.getMessage());
      throw new Unavailable(
          text.contains("No such file")
              ? "strace is not installed"
              : "strace could not be started: " + text.lines().findFirst().orElse(""));
    }
  }

  private static String firstLine(Process strace) {
    try {
      var line = strace.errorReader().readLine();
      return line == null ? "" : line.strip();
    } catch (IOException e) {
      return "strace: " + e.getMessage();
    }
  }

  private static void daemon(Runnable task) {
    Thread.ofPlatform().name("strace").daemon().start(task);
  }

  /// It ends by itself when its thread has; if not, it is told to, which lets the thread go.
  private static void end(Process strace) throws InterruptedException {
    try {
      if (strace.waitFor(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) return;
      strace.destroy();
      if (strace.waitFor(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) return;
    } finally {
      strace.destroyForcibly();
    }
  }
}

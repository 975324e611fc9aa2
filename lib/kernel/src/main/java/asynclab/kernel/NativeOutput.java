package asynclab.kernel;

import asynclab.syscalls.Fcntl;
import asynclab.syscalls.SyscallException;
import asynclab.syscalls.Unistd;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.dflib.jjava.jupyter.messages.publish.PublishStream.StreamType;

/// What is written to descriptors 1 and 2 past `System.out`: by native code, by a
/// `FileOutputStream` on `FileDescriptor.out`, by a child process. It shows in the cell that runs,
/// or else ran last.
///
/// A pipe takes the place of each descriptor (Linux only), when the first class of a cell names
/// something that can write to it, so that other notebooks pay nothing. From then on the JVM's own
/// last words in a crash go down with it; they stand in its `hs_err` file too.
final class NativeOutput {
  private static final System.Logger LOG = System.getLogger("asynclab.kernel");

  /// What a class names that can write to a descriptor.
  private static final List<String> WRITERS =
      List.of(
          "java/lang/foreign/",
          "java/io/FileDescriptor",
          "java/lang/Process",
          "java/lang/System.load",
          "asynclab/syscalls/",
          "asynclab/fibers/",
          "asynclab/memory/");

  /// Ends what one cell wrote: its reader has handed on all that came before it.
  private static final String MARK = "\0\u0002asynclab: end of cell\u0003\0";

  private static final Duration PATIENCE = Duration.ofMillis(200);
  private static final int BYTES = 1 << 16;

  private final Outbox outbox;
  private final List<Capture> captures = new ArrayList<>(); // guarded by this
  private boolean isTried; // guarded by this

  NativeOutput(Outbox outbox) {
    this.outbox = outbox;
  }

  /// A class of a cell is about to be loaded: catches the descriptors if it may write to them.
  void prepareFor(byte[] code) {
    var names = new String(code, StandardCharsets.ISO_8859_1);
    if (WRITERS.stream().anyMatch(names::contains)) open();
  }

  private synchronized void open() {
    if (isTried || !System.getProperty("os.name").startsWith("Linux")) return;
    isTried = true;
    try {
      Terminal.keep();
      captures.add(new Capture(1, StreamType.OUT));
      captures.add(new Capture(2, StreamType.ERR));
    } catch (SyscallException e) {
      LOG.log(Level.WARNING, "what native code writes stays on the terminal", e);
    }
  }

  /// Waits until all that has been written so far stands in its cell.
  synchronized void settle() {
    captures.forEach(Capture::mark);
    captures.forEach(Capture::awaitMark);
  }

  /// One descriptor with a pipe in its place, and the thread that reads it.
  private final class Capture {
    private final StreamType stream;
    private final int in;
    private final int out; // ours: marks reach the pipe even if a cell closes the descriptor
    private final Semaphore marks = new Semaphore(0);
    private final MemorySegment mark = Arena.global().allocateFrom(MARK);
    private String held = ""; // may be the beginning of a mark; one char a byte

    Capture(int descriptor, StreamType stream) throws SyscallException {
      this.stream = stream;
      var pipe = Unistd.pipe2(Fcntl.O_CLOEXEC);
      in = pipe.first();
      out = pipe.second();
      Unistd.dup2(out, descriptor);
      Thread.ofPlatform()
          .daemon()
          .name("kernel-descriptor-" + descriptor)
          .inheritInheritableThreadLocals(false)
          .start(this::read);
    }

    void mark() {
      Unistd.writeRaw(out, mark, MARK.length());
    }

    void awaitMark() {
      try {
        var _ = marks.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void read() {
      var buffer = Arena.global().allocate(BYTES);
      try {
        for (var n = Unistd.read(in, buffer, BYTES); n > 0; n = Unistd.read(in, buffer, BYTES)) {
          var bytes = buffer.asSlice(0, n).toArray(ValueLayout.JAVA_BYTE);
          take(held + new String(bytes, StandardCharsets.ISO_8859_1));
        }
      } catch (SyscallException e) {
        LOG.log(Level.WARNING, "what native code writes is no longer read", e);
      }
    }

    private void take(String text) {
      var rest = text;
      for (var at = rest.indexOf(MARK); at >= 0; at = rest.indexOf(MARK)) {
        print(rest.substring(0, at));
        ThreadLines.endOwn();
        marks.release();
        rest = rest.substring(at + MARK.length());
      }
      var keep = beginsMark(rest);
      print(rest.substring(0, rest.length() - keep));
      held = rest.substring(rest.length() - keep);
    }

    /// How many characters at the end may be the beginning of a mark.
    private static int beginsMark(String text) {
      for (var length = Math.min(MARK.length() - 1, text.length()); length > 0; length--) {
        if (MARK.startsWith(text.substring(text.length() - length))) return length;
      }
      return 0;
    }

    private void print(String text) {
      var cell = Origin.cell();
      if (cell == null || text.isEmpty()) return;
      var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
      ThreadLines.own().write(cell, outbox, stream, bytes, 0, bytes.length);
    }
  }
}

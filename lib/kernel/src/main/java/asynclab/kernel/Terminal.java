package asynclab.kernel;

import asynclab.syscalls.SyscallException;
import asynclab.syscalls.Unistd;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;

/// The terminal of the server that started the kernel: for what the kernel itself has to say, also
/// after [NativeOutput] has taken the descriptors away.
final class Terminal extends OutputStream {
  private static final OutputStream STDERR = new FileOutputStream(FileDescriptor.err);
  private static volatile int kept = -1;

  private Terminal() {}

  /// From now on the logs of the kernel, and of JJava in it, come here; not the start of each loop.
  static void takeLogs() {
    LogManager.getLogManager().reset();
    var handler = new Log(new Terminal(), new SimpleFormatter());
    handler.setFilter(entry ->
        entry.getLevel().intValue() > Level.INFO.intValue()
            || !String.valueOf(entry.getLoggerName()).startsWith("Loop-"));
    Logger.getLogger("").addHandler(handler);
  }

  /// Keeps the terminal, because descriptor 2 is about to become something else.
  static void keep() throws SyscallException {
    kept = Unistd.dup(2);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (kept < 0) {
      STDERR.write(bytes, offset, length);
      return;
    }
    try (var arena = Arena.ofConfined()) {
      var buffer = arena.allocate(length);
      buffer.copyFrom(MemorySegment.ofArray(bytes).asSlice(offset, length));
      Unistd.write(kept, buffer, length);
    }
  }

  /// A handler that does not wait for more.
  private static final class Log extends StreamHandler {
    Log(OutputStream out, Formatter formatter) {
      super(out, formatter);
    }

    @Override
    public synchronized void publish(LogRecord entry) {
      super.publish(entry);
      flush();
    }
  }
}

package asynclab.kernel;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.dflib.jjava.jupyter.messages.publish.PublishStream.StreamType;
import org.jspecify.annotations.Nullable;

/// The line that one thread is writing: kept together until it ends, so that the lines of two
/// threads never mix and `printf` is one piece.
///
/// A line whose end does not come is shown as far as it is: when its thread or its task has ended,
/// when the thread writes elsewhere, or after a moment.
final class ThreadLines {
  /// How long the thread of the cells may think within a line, and any other.
  private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(100);

  private static final long PATIENCE_WITH_OTHERS = TimeUnit.SECONDS.toNanos(1);
  private static final int LONGEST = 1 << 20; // bytes; a longer line goes in parts

  private static final ThreadLocal<@Nullable ThreadLines> OWN = new ThreadLocal<>();

  private final Thread thread = Thread.currentThread();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(0);
  private StreamType stream = StreamType.OUT;
  private @Nullable Cell cell;
  private long written; // when, in nanoseconds

  private ThreadLines() {}

  /// The calling thread's.
  static ThreadLines own() {
    var own = OWN.get();
    if (own == null) {
      own = new ThreadLines();
      OWN.set(own);
    }
    return own;
  }

  /// Hands on the line that the calling thread has begun, if any.
  static void endOwn() {
    var own = OWN.get();
    if (own != null) own.end();
  }

  /// Adds what the thread wrote for `cell`; whole lines go on at once.
  synchronized void write(
      Cell cell, Outbox outbox, StreamType to, byte[] bytes, int at, int length) {
    if (cell != this.cell || to != stream) {
      end();
      this.cell = cell;
      stream = to;
    }
    var end = length;
    while (end > 0 && bytes[at + end - 1] != '\n') {
      end--;
    }
    line.write(bytes, at, end);
    if (end > 0) end();
    line.write(bytes, at + end, length - end);
    if (line.size() > LONGEST) giveWholeCharacters();
    if (line.size() > 0) {
      written = System.nanoTime();
      outbox.watch(this);
    }
  }

  /// Hands on what there is, ended or not.
  synchronized void end() {
    if (line.size() > 0) give(line.size());
  }

  /// Hands on a begun line that has waited long enough; true if none is left.
  synchronized boolean settle() {
    var patience = cell != null && cell.isRunBy(thread) ? PATIENCE : PATIENCE_WITH_OTHERS;
    if (!thread.isAlive()) {
      end();
    } else if (System.nanoTime() - written > patience) {
      giveWholeCharacters();
      return true; // the rest of a character waits for its end
    }
    return line.size() == 0;
  }

  private void giveWholeCharacters() {
    give(wholeCharacters(line.toByteArray()));
  }

  private void give(int length) {
    var bytes = line.toByteArray();
    line.reset();
    line.write(bytes, length, bytes.length - length);
    if (cell != null && length > 0) {
      var text = new String(bytes, 0, length, StandardCharsets.UTF_8);
      cell.output().print(stream, text, thread.threadId());
    }
  }

  /// How many of these UTF-8 bytes make whole characters: all, or all but a begun one at the end.
  static int wholeCharacters(byte[] bytes) {
    var last = bytes.length - 1;
    while (last >= 0 && bytes.length - last < 4 && (bytes[last] & 0xC0) == 0x80) {
      last--;
    }
    if (last < 0) {
      return bytes.length;
    }
    var lead = bytes[last] & 0xFF;
    var length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    return last + length > bytes.length ? last : bytes.length;
  }
}

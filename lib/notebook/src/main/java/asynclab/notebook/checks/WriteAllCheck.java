package asynclab.notebook.checks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import asynclab.syscalls.Errno;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The check `03.write-all`: a pipe that takes part, is interrupted, is full, breaks.
@Examination
final class WriteAllCheck {
  static final Exercise<WriteAll> EXERCISE =
      new Exercise<>(
          "03.write-all",
          WriteAll.class,
          "WriteAll mine = (end, bytes) -> written;",
          WriteAllCheck.class);

  private static final byte[] EIGHT = "abcdefgh".getBytes(US_ASCII);
  private static final String ONCE = "every byte once and in order, then the number of bytes";

  @BeforeAll
  static void hangs(Trial trial) {
    trial.ifItHangs("this pipe answers at once: the wait is in your own code");
  }

  @Test
  @Order(1)
  @DisplayName("8 bytes, all taken at once")
  void whole(WriteAll mine, Trial trial) throws Exception {
    trial.expect("abcdefgh arrived, answered 8", () -> new Script().run(mine), seen -> ONCE);
  }

  @Test
  @Order(2)
  @DisplayName("3 taken, then 2, then the rest")
  void shortWrites(WriteAll mine, Trial trial) throws Exception {
    trial.expect(
        "abcdefgh arrived, answered 8",
        () -> new Script().answers(3, 2).run(mine),
        seen -> {
          if (seen.startsWith("abcab")) {
            return "begins again at the first byte: after a short write go on behind what was taken";
          }
          return seen.startsWith("abc arrived")
              ? "a short write is no failure and no end: the rest is still yours to write"
              : ONCE;
        });
  }

  @Test
  @Order(3)
  @DisplayName("3 taken, then EINTR")
  void signal(WriteAll mine, Trial trial) throws Exception {
    trial.expect(
        "abcdefgh arrived, answered 8",
        () -> new Script().answers(3, -Errno.EINTR.code()).run(mine),
        seen -> {
          if (seen.endsWith("out of bounds")) {
            return "adds the result up without looking: -4 is an error and walks backwards";
          }
          return seen.startsWith("abc arrived")
              ? "EINTR is no failure: nothing was written, so ask again"
              : ONCE;
        });
  }

  @Test
  @Order(4)
  @DisplayName("5 taken, then EAGAIN until there is room")
  void full(WriteAll mine, Trial trial) throws Exception {
    trial.expect(
        "abcdefgh arrived, answered 8",
        () -> new Script().answers(5, -Errno.EAGAIN.code()).run(mine),
        seen ->
            seen.contains("times for nothing")
                ? "spins: while the pipe is full, awaitWritable() sleeps; asking again does not"
                : "EAGAIN means not now: awaitWritable(), then the rest");
  }

  @Test
  @Order(5)
  @DisplayName("3 taken, then EPIPE")
  void broken(WriteAll mine, Trial trial) throws Exception {
    trial.expect(
        "abc arrived, answered -32",
        () -> new Script().answers(3, -Errno.EPIPE.code()).run(mine),
        seen -> "nobody reads any more: that error ends it, and is the answer");
  }

  /// A pipe that follows a script, then takes all it is given.
  private static final class Script implements WriteAll.WriteEnd {
    /// As many questions as a full pipe lets pass before it has room after all.
    private static final int FULL_FOR = 1_000;

    private static final int CALLS_MAX = 10_000;
    private static final int SHOWN = 20;

    /// Ends code that asks without end.
    private static final class Endless extends RuntimeException {
      private static final long serialVersionUID = 1L;
    }

    private final Queue<Integer> answers = new ArrayDeque<>();
    private final StringBuilder arrived = new StringBuilder();
    private boolean full;
    private int forNothing;
    private int calls;

    Script answers(Integer... each) {
      answers.addAll(List.of(each));
      return this;
    }

    String run(WriteAll mine) {
      try {
        var answered = mine.writeAll(this, EIGHT.clone());
        var said = "%s arrived, answered %d".formatted(arrived, answered);
        return forNothing == 0 ? said : said + ", asked %d times for nothing".formatted(forNothing);
      } catch (Endless e) {
        arrived.setLength(Math.min(SHOWN, arrived.length()));
        return arrived + "… arrived, and so on without end";
      } catch (IndexOutOfBoundsException e) {
        return arrived + " arrived, then " + e.getMessage();
      }
    }

    @Override
    public long write(byte[] bytes, int from, int count) {
      if (++calls > CALLS_MAX) throw new Endless();
      if (from < 0 || count < 0 || from + count > bytes.length) {
        throw new IndexOutOfBoundsException(
            "write(bytes, %d, %d) out of bounds".formatted(from, count));
      }
      if (full) return refuse();
      var answer = answers.isEmpty() ? Integer.valueOf(count) : answers.remove();
      if (answer == -Errno.EAGAIN.code()) full = true;
      if (answer < 0) return answer;
      var taken = Math.min(answer, count);
      arrived.append(new String(bytes, from, taken, US_ASCII));
      return taken;
    }

    private long refuse() {
      if (++forNothing == FULL_FOR) full = false;
      return -Errno.EAGAIN.code();
    }

    @Override
    public void awaitWritable() {
      full = false;
    }
  }
}

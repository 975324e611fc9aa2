package asynclab.notebook.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.syscalls.Errno;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/// The check of the exercise "write all".
class WriteAllCheckTest {
  /// What is done about an answer that is no count: whether to go on.
  @FunctionalInterface
  interface AtError {
    boolean goesOn(WriteAll.WriteEnd end, Errno errno);
  }

  @Test
  void every_byte_once_passes() throws IOException {
    var answer = to(WriteAllCheckTest::patiently);

    assertEquals("ok: 03.write-all, 5 of 5 as expected", answer.lines().findFirst().orElse(""));
  }

  @Test
  void a_wait_before_each_write_passes_too() throws IOException {
    var answer =
        Answers.to(
            "03.write-all",
            (WriteAll)
                (end, bytes) -> {
                  end.awaitWritable();
                  return writeAll(end, bytes, WriteAllCheckTest::patiently);
                });

    assertTrue(answer.startsWith("ok: "), answer);
  }

  @Test
  void beginning_again_is_named() throws IOException {
    WriteAll mine =
        (end, bytes) -> {
          var n = 0L;
          for (var turn = 0; turn < 9 && n < bytes.length; turn++) {
            n = end.write(bytes, 0, bytes.length);
          }
          return n;
        };

    assertTrue(Answers.to("03.write-all", mine).contains("begins again at the first byte"));
  }

  @Test
  void a_result_that_is_only_added_up_is_named() throws IOException {
    WriteAll mine =
        (end, bytes) -> {
          var done = 0;
          while (done < bytes.length) done += (int) end.write(bytes, done, bytes.length - done);
          return done;
        };

    var answer = Answers.to("03.write-all", mine);

    assertTrue(answer.contains("write(bytes, -1, 9) out of bounds"), answer);
    assertTrue(answer.contains("adds the result up without looking"), answer);
  }

  @Test
  void a_signal_taken_for_a_failure_is_named() throws IOException {
    var answer = to((end, errno) -> errno != Errno.EINTR && patiently(end, errno));

    assertTrue(answer.startsWith("not yet: 03.write-all, 1 of 5 differ"), answer);
    assertTrue(answer.contains("EINTR is no failure"), answer);
  }

  @Test
  void asking_a_full_pipe_again_and_again_is_counted() throws IOException {
    var answer = to((end, errno) -> errno != Errno.EPIPE);

    assertTrue(answer.startsWith("not yet: 03.write-all, 1 of 5 differ"), answer);
    assertTrue(
        answer.contains("seen      abcdefgh arrived, answered 8, asked 1000 times for nothing"),
        answer);
  }

  @Test
  void asking_a_broken_pipe_without_end_is_ended() throws IOException {
    WriteAll mine =
        (end, bytes) -> {
          while (end.write(bytes, 0, 1) >= 0) end.awaitWritable();
          return -1;
        };

    assertTrue(Answers.to("03.write-all", mine).contains("and so on without end"));
  }

  private static boolean patiently(WriteAll.WriteEnd end, Errno errno) {
    if (errno == Errno.EAGAIN) end.awaitWritable();
    return errno == Errno.EAGAIN || errno == Errno.EINTR;
  }

  private static String to(AtError atError) throws IOException {
    return Answers.to("03.write-all", (WriteAll) (end, bytes) -> writeAll(end, bytes, atError));
  }

  private static long writeAll(WriteAll.WriteEnd end, byte[] bytes, AtError atError) {
    var done = 0;
    while (done < bytes.length) {
      var n = end.write(bytes, done, bytes.length - done);
      if (n >= 0) done += (int) n;
      else if (!atError.goesOn(end, Errno.of((int) -n))) return n;
    }
    return done;
  }
}

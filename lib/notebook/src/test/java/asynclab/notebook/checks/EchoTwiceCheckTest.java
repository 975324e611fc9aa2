package asynclab.notebook.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// The check of the exercise "echo twice".
class EchoTwiceCheckTest {
  @Test
  void a_buffer_for_each_connection_passes() throws IOException {
    var answer = to(EchoTwiceCheckTest::readThenWrite, new byte[2][64]);

    assertEquals("ok: 03.echo-twice, 2 of 2 as expected", answer.lines().findFirst().orElse(""));
  }

  @Test
  void buffers_that_are_too_small_for_a_piece_pass() throws IOException {
    var answer = to(EchoTwiceCheckTest::readThenWrite, new byte[2][2]);

    assertTrue(answer.startsWith("ok: "), answer);
  }

  @Test
  void one_buffer_for_both_mixes_their_bytes() throws IOException {
    var buffer = new byte[64];

    var answer = to(EchoTwiceCheckTest::readThenWrite, new byte[][] {buffer, buffer});

    assertTrue(answer.startsWith("not yet: 03.echo-twice, 1 of 2 differ"), answer);
    assertTrue(answer.contains("seen      0 got \"ONE"), answer);
    assertTrue(answer.contains("one buffer for both connections"), answer);
  }

  @Test
  void a_buffer_used_again_too_early_is_named() throws IOException {
    var answer =
        to(
            EchoTwiceCheckTest::readThenWrite,
            kernel -> {
              var buffers = new byte[2][64];
              for (var i = 0; i < 2; i++) kernel.recv(i, buffers[i]);
              for (var d = kernel.await(); d.isPresent(); d = kernel.await()) {
                var done = d.get();
                if (!done.isRecv() || done.count() == 0) continue;
                kernel.send(done.connection(), buffers[done.connection()], done.count());
                kernel.recv(done.connection(), buffers[done.connection()]);
              }
            });

    assertTrue(answer.contains("seen      0 got \" tw"), answer);
    assertTrue(answer.contains("whose last operation is not done"), answer);
  }

  @Test
  void a_buffer_that_is_not_filled_yet_is_named() throws IOException {
    var answer =
        to(
            EchoTwiceCheckTest::readThenWrite,
            kernel -> {
              var buffer = new byte[4];
              kernel.recv(0, buffer);
              kernel.send(0, buffer, buffer.length);
            });

    assertTrue(answer.contains("sends before recv is done"), answer);
  }

  @Test
  void forgetting_to_recv_again_is_named() throws IOException {
    var answer =
        to(
            EchoTwiceCheckTest::readThenWrite,
            kernel -> {
              kernel.recv(0, new byte[4]);
              var _ = kernel.await();
            });

    assertTrue(answer.contains("when that is done recv again"), answer);
  }

  @Test
  void reads_that_nobody_asked_for_are_counted() throws IOException {
    var answer =
        to(
            kernel -> {
              var buffer = new byte[64];
              var open = new ArrayList<>(List.of(0, 1));
              while (!open.isEmpty()) {
                open.removeIf(i -> {
                  var n = kernel.read(i, buffer);
                  if (n > 0) kernel.write(i, buffer, n);
                  return n == 0;
                });
              }
            },
            new byte[2][64]);

    assertTrue(answer.startsWith("not yet: 03.echo-twice, 1 of 2 differ"), answer);
    assertTrue(answer.contains("00 reads found nothing"), answer);
  }

  @Test
  void reading_until_there_is_nothing_left_is_no_fault() throws IOException {
    var answer =
        to(
            kernel -> {
              var buffer = new byte[2];
              for (var i = kernel.await(); i >= 0; i = kernel.await()) {
                for (var n = 1; n > 0; ) {
                  n = kernel.read(i, buffer);
                  if (n > 0) kernel.write(i, buffer, n);
                }
              }
            },
            new byte[2][64]);

    assertTrue(answer.startsWith("ok: "), answer);
  }

  private static void readThenWrite(EchoTwice.Readiness kernel) {
    var buffer = new byte[64];
    for (var i = kernel.await(); i >= 0; i = kernel.await()) {
      var n = kernel.read(i, buffer);
      if (n > 0) kernel.write(i, buffer, n);
    }
  }

  private static String to(Consumer<EchoTwice.Readiness> readiness, byte[][] buffers)
      throws IOException {
    return to(
        readiness,
        kernel -> {
          for (var i = 0; i < 2; i++) kernel.recv(i, buffers[i]);
          for (var d = kernel.await(); d.isPresent(); d = kernel.await()) {
            var done = d.get();
            var buffer = buffers[done.connection()];
            if (!done.isRecv()) kernel.recv(done.connection(), buffer);
            else if (done.count() > 0) kernel.send(done.connection(), buffer, done.count());
          }
        });
  }

  private static String to(
      Consumer<EchoTwice.Readiness> readiness, Consumer<EchoTwice.Completion> completion)
      throws IOException {
    var mine =
        new EchoTwice() {
          @Override
          public void byReadiness(Readiness kernel) {
            readiness.accept(kernel);
          }

          @Override
          public void byCompletion(Completion kernel) {
            completion.accept(kernel);
          }
        };
    return Answers.to("03.echo-twice", mine);
  }
}

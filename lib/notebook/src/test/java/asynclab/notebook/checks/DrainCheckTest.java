package asynclab.notebook.checks;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.poll.TcpStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// The check of the exercise "drain".
@EnabledOnOs(value = OS.LINUX, disabledReason = "its chapter is about Linux's epoll")
class DrainCheckTest {
  private static final int ROOM = 4096;

  @Test
  void reading_until_it_would_block_or_ends_passes() throws IOException {
    var answer = to((stream, into) -> readWhile(stream, into, 1) == TcpStream.END);

    assertEquals("ok: 04b.drain, 5 of 5 as expected", answer.lines().findFirst().orElse(""));
  }

  @Test
  void one_read_an_event_is_named() throws IOException {
    var answer = to((stream, into) -> read(stream, into) == TcpStream.END);

    assertTrue(answer.contains("seen      4096 bytes, goes on"), answer);
    assertTrue(answer.contains("one read an event"), answer);
  }

  @Test
  void stopping_at_a_short_read_is_named() throws IOException {
    var answer = to((stream, into) -> readWhile(stream, into, ROOM) == TcpStream.END);

    assertTrue(answer.startsWith("not yet: 04b.drain, 1 of 5 differ"), answer);
    assertTrue(answer.contains("stops at a short read"), answer);
  }

  @Test
  void leaving_what_comes_while_it_reads_is_named() throws IOException {
    var answer =
        to((stream, into) -> {
          int n;
          var turns = 0;
          do n = read(stream, into);
          while (n > 0 && ++turns < 11); // enough for 40,000 bytes
          return n == TcpStream.END;
        });

    assertTrue(answer.contains("seen      a part of it, goes on"), answer);
    assertTrue(answer.contains("more came while you read"), answer);
  }

  @Test
  void taking_would_block_for_an_error_is_named() throws IOException {
    var answer =
        to((stream, into) -> {
          var n = readWhile(stream, into, 1);
          if (n == TcpStream.WOULD_BLOCK) throw new IOException("the read failed");
          return true;
        });

    assertTrue(answer.contains("takes WOULD_BLOCK for an error"), answer);
  }

  @Test
  void taking_would_block_for_the_end_is_named() throws IOException {
    var answer = to((stream, into) -> readWhile(stream, into, 1) < 0);

    assertTrue(answer.contains("takes WOULD_BLOCK for the end"), answer);
  }

  @Test
  @Tag("slow")
  void asking_again_and_again_hangs_and_is_named() throws IOException {
    var answer =
        to((stream, into) -> {
          int n;
          do n = read(stream, into);
          while (n != TcpStream.END);
          return true;
        });

    assertTrue(answer.contains("WOULD_BLOCK is asked again and again"), answer);
  }

  private static String to(Drain drain) throws IOException {
    return Answers.to("04b.drain", drain);
  }

  /// Reads again as long as a read brings at least `atLeast` bytes.
  private static int readWhile(TcpStream stream, StringBuilder into, int atLeast)
      throws IOException {
    int n;
    do n = read(stream, into);
    while (n >= atLeast);
    return n;
  }

  private static int read(TcpStream stream, StringBuilder into) throws IOException {
    var buffer = ByteBuffer.allocateDirect(ROOM);
    var n = stream.read(buffer);
    into.append(US_ASCII.decode(buffer.flip()));
    return n;
  }
}

package asynclab.notebook.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.poll.Events;
import asynclab.poll.Poll;
import asynclab.poll.TcpStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// The check of the exercise "finish each stream once".
@EnabledOnOs(value = OS.LINUX, disabledReason = "its chapter is about Linux's epoll")
class FinishOnceCheckTest {
  @Test
  void reading_to_the_end_passes() throws IOException {
    var answer =
        to((stream, i, order) -> {
          if (!order.contains(i) && readToEnd(stream)) order.add(i);
        });

    assertEquals("ok: 04.finish-once, 4 of 4 as expected", answer.lines().findFirst().orElse(""));
  }

  @Test
  void counting_events_is_named() throws IOException {
    var answer = to((stream, i, order) -> order.add(i));

    assertTrue(answer.contains("counts events: the late end of stream 0 was a second one"), answer);
  }

  @Test
  void taking_the_first_bytes_for_the_end_is_named() throws IOException {
    var answer =
        to((stream, i, order) -> {
          if (read(stream) > 0 && !order.contains(i)) order.add(i);
        });

    assertTrue(answer.contains("takes the first bytes for the end"), answer);
  }

  @Test
  @Tag("slow")
  void stopping_at_a_short_read_hangs_and_is_named() throws IOException {
    var answer =
        to((stream, i, order) -> {
          if (read(stream) == TcpStream.END) order.add(i);
        });

    assertTrue(answer.contains("the end came with the bytes, in one event"), answer);
  }

  @Test
  void a_reset_that_escapes_is_named() throws IOException {
    var answer =
        to((stream, i, order) -> {
          int n;
          do n = read(stream);
          while (n > 0);
          if (n == TcpStream.END) order.add(i);
        });

    assertTrue(answer.contains("seen      threw read: ECONNRESET"), answer);
    assertTrue(answer.contains("a reset is an end too: the read throws"), answer);
  }

  @Test
  @Tag("slow")
  void a_loop_that_does_not_heed_an_interrupt_is_ended_too() throws IOException {
    Collector endless =
        (poll, streams) -> {
          var events = Events.withCapacity(8);
          while (true) poll.poll(events, Poll.FOREVER);
        };

    var answer = Answers.to("04.finish-once", endless);

    assertTrue(answer.contains("the bytes were one event, the end another"), answer);
  }

  @Test
  void the_stop_button_ends_a_loop_that_does_not_heed_an_interrupt() throws IOException {
    var cell = Thread.currentThread();
    Collector endless =
        (poll, streams) -> {
          var events = Events.withCapacity(8);
          cell.interrupt();
          while (true) poll.poll(events, Poll.FOREVER);
        };

    var answer = Answers.to("04.finish-once", endless);

    assertTrue(Thread.interrupted());
    assertTrue(answer.contains("the check was interrupted"), answer);
  }

  @Test
  void closing_a_stream_too_early_is_an_answer_like_any_other() throws IOException {
    var answer =
        to((stream, i, order) -> {
          stream.close();
          order.add(i);
        });

    assertTrue(answer.startsWith("not yet: 04.finish-once, 1 of 4 differ"), answer);
  }

  @FunctionalInterface
  private interface OnEvent {
    void handle(TcpStream stream, int i, List<Integer> order) throws IOException;
  }

  private static String to(OnEvent onEvent) throws IOException {
    Collector collector =
        (poll, streams) -> {
          var order = new ArrayList<Integer>();
          var events = Events.withCapacity(8);
          for (var turn = 0; turn < 100 && order.size() < streams.size(); turn++) {
            poll.poll(events, Poll.FOREVER);
            for (var event : events) {
              var i = (int) event.token().value();
              onEvent.handle(streams.get(i), i, order);
            }
          }
          return order;
        };
    return Answers.to("04.finish-once", collector);
  }

  private static boolean readToEnd(TcpStream stream) {
    try {
      int n;
      do n = read(stream);
      while (n > 0);
      return n == TcpStream.END;
    } catch (IOException reset) {
      return true;
    }
  }

  private static int read(TcpStream stream) throws IOException {
    return stream.read(ByteBuffer.allocateDirect(64));
  }
}

package asynclab.futures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A resource that lives as long as the future that uses it.
class UsingTest {
  private final List<String> log = new ArrayList<>();
  private final Scripted use = new Scripted("use", log);
  private final AutoCloseable file = () -> log.add("close file");

  private Future<String> using(AutoCloseable resource) {
    return Future.using(Future.ready(resource), _ -> use);
  }

  @Test
  void it_is_closed_when_the_use_has_ended() {
    var future = using(file);
    future.poll(Waker.NONE);
    use.end();

    assertEquals(Polled.ready("use"), future.poll(Waker.NONE));
    assertEquals(List.of("poll use", "poll use", "close file"), log);
  }

  @Test
  void it_is_closed_when_the_use_fails_or_cannot_begin() {
    use.fail(new IOException("gone"));
    using(file).poll(Waker.NONE);
    Future.using(
            Future.ready(file),
            _ -> {
              throw new IllegalStateException("no");
            })
        .poll(Waker.NONE);

    assertEquals(List.of("poll use", "close file", "close file"), log);
  }

  @Test
  void who_gives_it_up_closes_the_use_first() {
    var future = using(file);
    future.poll(Waker.NONE);

    future.close();

    assertEquals(List.of("poll use", "close use", "close file"), log);
  }

  @Test
  void given_up_before_it_is_open_there_is_nothing_to_close_but_the_opening() {
    var future = Future.using(new Scripted("open", log).map(_ -> file), _ -> use);
    future.poll(Waker.NONE);

    future.close();

    assertEquals(List.of("poll open", "close open"), log);
  }

  @Test
  void a_close_that_fails_is_the_failure_of_the_whole() {
    use.end();

    var failed =
        using(
                () -> {
                  throw new IOException("disk full");
                })
            .poll(Waker.NONE);

    assertEquals("disk full", assertInstanceOf(Ready.Failure.class, failed).cause().getMessage());
  }

  @Test
  void of_two_closes_that_fail_the_first_is_the_failure_and_the_second_hangs_on_it() {
    var busy = new IllegalStateException("busy");
    var stubborn =
        new Future<String>() {
          @Override
          public Polled<String> poll(Waker waker) {
            return Polled.pending();
          }

          @Override
          public void close() {
            throw busy;
          }
        };
    var full = new IOException("disk full");
    AutoCloseable disk =
        () -> {
          throw full;
        };
    var future = Future.using(Future.ready(disk), _ -> stubborn);
    future.poll(Waker.NONE);

    assertSame(busy, assertThrows(IllegalStateException.class, future::close));
    assertSame(full, busy.getSuppressed()[0]);
  }
}

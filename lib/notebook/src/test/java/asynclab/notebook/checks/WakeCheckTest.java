package asynclab.notebook.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.poll.Events;
import asynclab.poll.Interest;
import asynclab.poll.Poll;
import asynclab.poll.Source;
import asynclab.poll.Token;
import asynclab.syscalls.Eventfd;
import asynclab.syscalls.Unistd;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// The check of the exercise "ring a bell".
@EnabledOnOs(value = OS.LINUX, disabledReason = "its chapter is about Linux's epoll")
class WakeCheckTest {
  @Test
  void a_counter_that_is_read_passes() throws IOException {
    var answer = to(poll -> new CounterBell(poll, true));

    assertEquals("ok: 04.wake, 3 of 3 as expected", answer.lines().findFirst().orElse(""));
  }

  @Test
  void a_counter_that_is_never_read_is_named() throws IOException {
    var answer = to(poll -> new CounterBell(poll, false));

    assertTrue(answer.contains("seen      returned, returned"), answer);
    assertTrue(answer.contains("the counter was never read"), answer);
  }

  @Test
  @Tag("slow")
  void a_flag_without_a_descriptor_hangs_and_is_named() throws IOException {
    var answer = to(FlagBell::new);

    assertTrue(answer.contains("the ring changed something that the queue does not watch"), answer);
  }

  @Test
  @Tag("slow")
  void a_busy_wait_is_named_and_ended() throws IOException {
    var answer =
        to(poll ->
            new FlagBell(poll) {
              @Override
              public void await() {
                while (!rung) Thread.onSpinWait();
                rung = false;
              }
            });

    assertTrue(answer.contains("the wait never sleeps in the queue"), answer);
  }

  @Test
  void a_ring_that_is_forgotten_is_named() throws IOException {
    var answer =
        to(poll ->
            new CounterBell(poll, true) {
              @Override
              public void await() throws IOException {
                forget();
                super.await();
              }
            });

    assertTrue(answer.contains("seen      slept, returned"), answer);
    assertTrue(answer.contains("a ring that came before the wait ends it at once"), answer);
  }

  @Test
  @Tag("slow")
  void a_lock_that_the_sleeper_holds_is_named() throws IOException {
    var answer =
        to(poll ->
            new CounterBell(poll, true) {
              @Override
              public synchronized void await() throws IOException {
                super.await();
              }

              @Override
              public synchronized void ring() throws IOException {
                super.ring();
              }
            });

    assertTrue(answer.contains("ring() waits for the thread that sleeps"), answer);
  }

  @Test
  void a_ring_that_throws_in_its_thread_is_seen() throws IOException {
    var answer =
        to(poll ->
            new FlagBell(poll) {
              @Override
              public void ring() {
                if (Thread.currentThread().getName().endsWith("rings")) {
                  throw new IllegalStateException("not from this thread");
                }
                super.ring();
              }
            });

    assertTrue(answer.contains("ring() failed: java.lang.IllegalStateException"), answer);
  }

  private static String to(Bell.Maker maker) throws IOException {
    return Answers.to("04.wake", maker);
  }

  private static class CounterBell implements Bell {
    private final Poll poll;
    private final boolean reads;
    private final Events events = Events.withCapacity(1);
    private final Source counter = Source.of(Eventfd.eventfd(0, 0));

    CounterBell(Poll poll, boolean reads) throws IOException {
      this.poll = poll;
      this.reads = reads;
      poll.registry().register(counter, new Token(0), Interest.READABLE);
    }

    @Override
    public void await() throws IOException {
      if (poll.poll(events, Poll.FOREVER) > 0 && reads) Eventfd.read(counter.fd());
    }

    void forget() throws IOException {
      Eventfd.write(counter.fd(), 1);
      Eventfd.read(counter.fd());
    }

    @Override
    public void ring() throws IOException {
      Eventfd.write(counter.fd(), 1);
    }

    @Override
    public void close() throws IOException {
      poll.registry().deregister(counter);
      Unistd.close(counter.fd());
    }
  }

  private static class FlagBell implements Bell {
    private final Poll poll;
    private final Events events = Events.withCapacity(1);
    volatile boolean rung;

    FlagBell(Poll poll) {
      this.poll = poll;
    }

    @Override
    public void await() throws IOException {
      while (!rung) poll.poll(events, Poll.FOREVER);
      rung = false;
    }

    @Override
    public void ring() {
      rung = true;
    }

    @Override
    public void close() {}
  }
}

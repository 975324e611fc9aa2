package asynclab.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import asynclab.coroutines.Coroutine;
import asynclab.futures.Polled;
import asynclab.futures.Waker;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WovenLoaderTest {
  @Test
  void what_is_measured_as_bytecode_is_a_machine_that_awaits() throws Exception {
    var polls = new AtomicInteger();
    var woven =
        WovenLoader.plainWork()
            .apply(_ -> polls.incrementAndGet() % 2 == 1 ? Polled.done() : Polled.pending());
    assertInstanceOf(Coroutine.class, woven);

    assertEquals(Polled.pending(), woven.poll(Waker.NONE));
    assertEquals(Polled.pending(), woven.poll(Waker.NONE));

    assertEquals(4, polls.get());
  }
}

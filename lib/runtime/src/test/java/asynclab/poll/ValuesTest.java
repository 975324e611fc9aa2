package asynclab.poll;

import static asynclab.poll.Interest.READABLE;
import static asynclab.poll.Interest.WRITABLE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

/// The small values: interests, events, sources.
class ValuesTest {
  @Test
  void interests_read_like_a_sentence() {
    assertEquals("readable, level", READABLE.toString());
    assertEquals(
        "readable+writable, edge, one-shot", READABLE.and(WRITABLE.edge()).oneShot().toString());
    assertEquals(READABLE, READABLE.edge().level());
  }

  @Test
  void an_interest_in_nothing_is_refused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new Interest(false, false, Interest.Trigger.LEVEL, false));
  }

  @Test
  void events_refuse_what_does_not_fit() {
    assertThrows(IllegalArgumentException.class, () -> Events.withCapacity(0));
    var full = Events.withCapacity(1);
    full.add(1, Event.READABLE);

    assertThrows(IllegalStateException.class, () -> full.add(2, Event.READABLE));
  }

  @Test
  void an_empty_batch_has_no_first_event() {
    var events = Events.withCapacity(1);

    assertThrows(NoSuchElementException.class, () -> events.iterator().next());
  }

  @Test
  void a_negative_descriptor_is_no_source() {
    assertThrows(IllegalArgumentException.class, () -> Source.of(-1));
  }
}

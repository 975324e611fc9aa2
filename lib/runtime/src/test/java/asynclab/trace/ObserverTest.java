package asynclab.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Observers that are put together.
class ObserverTest {
  private final Recorder one = new Recorder().withoutLines();
  private final Recorder two = new Recorder().withoutLines();

  private static List<String> told(Recorder recorder) {
    return recorder.events().stream()
        .map(e -> (e.kind() + " " + e.token() + " " + e.value() + " " + e.text()).strip())
        .toList();
  }

  @Test
  void both_are_told_everything() {
    var both = one.and(two);

    both.registered(1, "readable");
    both.waiting(9);
    both.returned(2);
    both.ready(1, "readable");
    both.woken(3);
    both.deregistered(1);
    both.spawned(4, "four");
    both.resumed(4);
    both.yielded(4);
    both.parked(4, "a deadline");
    both.readied(4);
    both.readied(4, 5);
    both.done(4, "returned");

    var kinds = one.events().stream().map(Recorder.Event::kind).distinct();
    var all = Stream.of(Recorder.Kind.values()).filter(kind -> kind != Recorder.Kind.NOTE);
    assertEquals(all.sorted().toList(), kinds.sorted().toList());
    assertEquals(13, one.count());
    assertEquals(told(one), told(two));
  }

  @Test
  void the_first_is_told_first() {
    var log = new ArrayList<String>();

    hears("a", log).and(hears("b", log)).and(hears("c", log)).readied(7, 8);

    assertEquals(List.of("a 7 8", "b 7 8", "c 7 8"), log);
  }

  private static Observer hears(String name, List<String> log) {
    return new Observer() {
      @Override
      public void readied(long task, long by) {
        log.add(name + " " + task + " " + by);
      }
    };
  }

  @Test
  void with_nobody_an_observer_stays_what_it_is() {
    assertSame(one, one.and(Observer.NONE));
    assertSame(one, Observer.NONE.and(one));
  }
}

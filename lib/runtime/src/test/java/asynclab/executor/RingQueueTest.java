package asynclab.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// One owner and many thieves.
@Timeout(60)
class RingQueueTest {
  private static final int STOLEN = 100_000;

  private final RingQueue<Integer> queue = new RingQueue<>();
  private final RingQueue<Integer> mine = new RingQueue<>();
  private final AtomicInteger stolen = new AtomicInteger();

  private static List<Integer> drained(RingQueue<Integer> queue) {
    var all = new ArrayList<Integer>();
    for (var element = queue.pop(); element != null; element = queue.pop()) all.add(element);
    return all;
  }

  private static List<Integer> range(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }

  @Test
  void the_owner_takes_first_what_it_gave_first_also_past_the_end_of_the_array() {
    for (var round = 0; round < 5; round++) {
      for (var i = 0; i < 200; i++) assertTrue(queue.push(i));

      assertEquals(range(0, 200), drained(queue));
    }
  }

  @Test
  void a_full_queue_takes_no_more_and_loses_nothing() {
    for (var i = 0; i < RingQueue.CAPACITY; i++) assertTrue(queue.push(i));

    assertFalse(queue.push(-1));
    assertEquals(range(0, RingQueue.CAPACITY), drained(queue));
  }

  @Test
  void a_thief_takes_the_older_half_rounded_up() {
    for (var i = 0; i < 5; i++) queue.push(i);

    var first = queue.stealInto(mine);

    assertEquals(0, first);
    assertEquals(List.of(1, 2), drained(mine));
    assertEquals(List.of(3, 4), drained(queue));
  }

  @Test
  void a_thief_takes_the_only_one_and_half_of_a_full_queue_and_nothing_of_an_empty_one() {
    assertNull(queue.stealInto(mine));
    queue.push(7);
    assertEquals(7, queue.stealInto(mine));
    for (var i = 0; i < RingQueue.CAPACITY; i++) queue.push(i);

    var first = queue.stealInto(mine);

    assertEquals(0, first);
    assertEquals(range(1, 128), drained(mine));
    assertEquals(range(128, 256), drained(queue));
  }

  @Test
  void what_was_taken_is_not_kept_in_memory() {
    var stolen = pushedAndStolen();

    for (var i = 0; i < 50 && stolen.stream().anyMatch(r -> r.get() != null); i++) System.gc();

    assertTrue(stolen.stream().allMatch(reference -> reference.get() == null));
  }

  private final RingQueue<Object> objects = new RingQueue<>();
  private final RingQueue<Object> myObjects = new RingQueue<>();

  private List<WeakReference<Object>> pushedAndStolen() {
    var references = new ArrayList<WeakReference<Object>>();
    for (var i = 0; i < 20; i++) {
      var object = new Object();
      references.add(new WeakReference<>(object));
      objects.push(object);
    }
    var _ = objects.stealInto(myObjects);
    for (var o = objects.pop(); o != null; o = objects.pop()) {}
    for (var o = myObjects.pop(); o != null; o = myObjects.pop()) {}
    return references;
  }

  @Test
  void with_three_thieves_every_element_comes_out_exactly_once() throws Exception {
    var over = new AtomicBoolean();
    var thieves = new ArrayList<FutureTask<List<Integer>>>();
    for (var i = 0; i < 3; i++) thieves.add(started(() -> stolen(over)));

    var taken = new ArrayList<Integer>();
    var next = 0;
    while (stolen.get() < STOLEN) {
      if (queue.push(next)) next++;
      else taken.add(queue.pop());
      if (next % 5 == 0) taken.add(queue.pop());
    }
    taken.addAll(drained(queue));
    over.set(true);
    for (var thief : thieves) taken.addAll(thief.get());

    taken.removeIf(element -> element == null);
    taken.sort(null);
    assertEquals(range(0, next), taken);
  }

  private List<Integer> stolen(AtomicBoolean over) {
    var own = new RingQueue<Integer>();
    var all = new ArrayList<Integer>();
    var known = 0;
    while (!over.get()) {
      var first = queue.stealInto(own);
      if (first != null) all.add(first);
      all.addAll(drained(own));
      stolen.addAndGet(all.size() - known);
      known = all.size();
    }
    return all;
  }

  private static <T> FutureTask<T> started(Callable<T> work) {
    var task = new FutureTask<>(work);
    Thread.ofPlatform().daemon().start(task);
    return task;
  }
}

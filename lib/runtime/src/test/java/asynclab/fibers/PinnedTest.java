package asynclab.fibers;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A stack that cannot be left: an error with its reason, and the fiber goes on.
@Timeout(30)
class PinnedTest {
  private static final List<String> LOG = new ArrayList<>();

  /// What gives way while it is initialized.
  static final class Yields {
    static final int VALUE = yieldAndAnswer();

    private static int yieldAndAnswer() {
      tryToYield();
      return 1;
    }
  }

  private static void tryToYield() {
    try {
      Fiber.yield();
      LOG.add("gave way");
    } catch (PinnedException e) {
      LOG.add(Fiber.current().state() + " " + e.reason());
    }
  }

  private static void run(Fiber.Body body) throws Exception {
    LOG.clear();
    try (var scheduler = FiberScheduler.open()) {
      scheduler.spawn(() -> {
        body.run();
        tryToYield();
      });
      scheduler.run();
    }
  }

  @Test
  void a_class_initializer_cannot_give_way_and_its_fiber_goes_on() throws Exception {
    run(() -> LOG.add("value " + Yields.VALUE));

    assertEquals(List.of("RUNNING NATIVE", "value 1", "gave way"), LOG);
  }

  @Test
  void a_comparator_called_by_c_cannot_give_way_and_its_fiber_goes_on() throws Exception {
    run(PinnedTest::sortWithQsort);

    assertEquals(List.of("RUNNING NATIVE", "gave way"), LOG);
  }

  @Test
  void parking_where_one_cannot_leaves_no_trace() throws Exception {
    run(() -> {
      jdk.internal.vm.Continuation.pin();
      try {
        var e = assertThrows(PinnedException.class, Fiber::park);
        LOG.add(e.getMessage().toLowerCase(Locale.ROOT));
      } finally {
        jdk.internal.vm.Continuation.unpin();
      }
    });

    assertEquals(
        List.of(
            "fiber-0 cannot give way here (critical_section): it is in a section that forbids it"
                + " (continuation.pin)",
            "gave way"),
        LOG);
  }

  static int compare(MemorySegment a, MemorySegment b) {
    tryToYield();
    return 0;
  }

  @SuppressWarnings("restricted") // one C function that calls back
  private static void sortWithQsort() {
    try (var arena = Arena.ofConfined()) {
      var linker = Linker.nativeLinker();
      var type = MethodType.methodType(int.class, MemorySegment.class, MemorySegment.class);
      var comparator = MethodHandles.lookup().findStatic(PinnedTest.class, "compare", type);
      var stub =
          linker.upcallStub(comparator, FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS), arena);
      var qsort =
          linker.downcallHandle(
              linker.defaultLookup().find("qsort").orElseThrow(),
              FunctionDescriptor.ofVoid(ADDRESS, JAVA_LONG, JAVA_LONG, ADDRESS));
      qsort.invoke(arena.allocate(JAVA_INT, 2), 2L, 4L, stub);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}

package asynclab.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// These also hold the shape of the private parts of the JDK that [Insides] reads.
class LivingThreadsTest {
  private final Cell cell = new Notebook().cell("");
  private final CountDownLatch end = new CountDownLatch(1);

  @AfterEach
  void leave() {
    end.countDown();
    Origin.enter(null);
  }

  @Test
  void a_thread_belongs_to_the_cell_of_the_thread_that_made_it() {
    Origin.enter(cell);

    Thread.ofPlatform().name("platform").start(this::waitForEnd);
    Thread.ofVirtual().start(this::waitForEnd);

    assertEquals("platform, 1 virtual one", LivingThreads.names(living()));
  }

  @Test
  void a_thread_of_no_cell_is_nobody_s() {
    Thread.ofPlatform().name("platform").start(this::waitForEnd);

    assertEquals(List.of(), living());
  }

  @Test
  void a_worker_ends_with_its_pool_and_a_timer_with_its_thread() throws InterruptedException {
    Origin.enter(cell);
    var pool = Executors.newFixedThreadPool(1);
    pool.execute(this::waitForEnd);
    var _ = new java.util.Timer("bell");

    for (var each : living()) {
      each.end();
      assertTrue(each.thread().join(java.time.Duration.ofSeconds(10)));
    }

    assertTrue(pool.isShutdown());
  }

  private List<LivingThreads.Living> living() {
    return LivingThreads.of(each -> each == cell);
  }

  private void waitForEnd() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package asynclab.syscalls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// Where threads run and what they use, on the real scheduler.
@EnabledOnOs(value = OS.LINUX, disabledReason = "sched_setaffinity and RUSAGE_THREAD are Linux's")
class SchedTest {
  private BitSet before = new BitSet();

  @BeforeEach
  void remember() throws SyscallException {
    before = Sched.getaffinity(0);
  }

  @AfterEach
  void restore() throws SyscallException {
    Sched.setaffinity(0, before);
  }

  @Test
  void a_bound_thread_runs_where_it_may() throws SyscallException {
    var last = only(before.length() - 1);

    Sched.setaffinity(0, last);

    assertEquals(last, Sched.getaffinity(0));
    assertEquals(before.length() - 1, Sched.getcpu());
  }

  @Test
  void a_thread_inherits_where_it_may_run() throws Exception {
    var last = only(before.length() - 1);
    var inherited = new AtomicReference<BitSet>();

    Sched.setaffinity(0, last);
    var thread = Thread.ofPlatform().start(() -> inherited.set(affinity()));
    thread.join();

    assertEquals(last, inherited.get());
  }

  @Test
  void no_processor_at_all_is_refused_by_the_kernel() {
    var error = assertThrows(SyscallException.class, () -> Sched.setaffinity(0, new BitSet()));

    assertEquals("sched_setaffinity: EINVAL (invalid argument)", error.getMessage());
  }

  @Test
  void a_thread_that_is_not_there_is_refused() {
    var error = assertThrows(SyscallException.class, () -> Sched.getaffinity(Integer.MAX_VALUE));

    assertEquals(Errno.ESRCH, error.errno());
  }

  @Test
  void a_set_beyond_cpu_set_t_is_refused_before_the_call() {
    var error =
        assertThrows(IllegalArgumentException.class, () -> Sched.setaffinity(0, only(1024)));

    assertEquals("a cpu_set_t holds processors 0 to 1023, not 1024", error.getMessage());
  }

  @Test
  void the_kernel_counts_what_its_own_file_counts() throws Exception {
    var first = Resource.getrusage(Resource.RUSAGE_THREAD);
    var usage = first;
    for (var i = 0; i < 1000 && usage.since(first).nvcsw() < 20; i++) {
      LockSupport.parkNanos(100_000); // no switch if the time is over before it sleeps
      usage = Resource.getrusage(Resource.RUSAGE_THREAD);
    }
    var file = voluntaryInProc(); // to read it may take switches, of which nobody knows how many
    var after = Resource.getrusage(Resource.RUSAGE_THREAD);

    assertTrue(usage.since(first).nvcsw() >= 20, usage.toString());
    assertTrue(file >= usage.nvcsw() && file <= after.nvcsw(), usage + ", " + file + ", " + after);
  }

  @Test
  void a_process_has_used_what_its_threads_have() throws SyscallException {
    var thread = Resource.getrusage(Resource.RUSAGE_THREAD);
    var process = Resource.getrusage(Resource.RUSAGE_SELF);

    assertTrue(process.utime().compareTo(thread.utime()) > 0, process.toString());
    assertTrue(process.minflt() > thread.minflt(), process.toString());
  }

  @Test
  void somebody_elses_usage_is_refused() {
    var error = assertThrows(SyscallException.class, () -> Resource.getrusage(77));

    assertEquals("getrusage: EINVAL (invalid argument)", error.getMessage());
  }

  private static BitSet only(int cpu) {
    var set = new BitSet();
    set.set(cpu);
    return set;
  }

  private static BitSet affinity() {
    try {
      return Sched.getaffinity(0);
    } catch (SyscallException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long voluntaryInProc() throws Exception {
    try (var lines = Files.lines(Path.of("/proc/thread-self/status"))) {
      var line = lines.filter(text -> text.startsWith("voluntary_ctxt_switches:")).findFirst();
      return Long.parseLong(line.orElseThrow().replaceAll("\\D", ""));
    }
  }
}

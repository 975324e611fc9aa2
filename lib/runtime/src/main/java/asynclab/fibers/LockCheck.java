package asynclab.fibers;

import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.MonitorInfo;
import java.lang.management.ThreadInfo;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Asks the JVM which locks a thread holds: monitors, with the line that took them, and locks of
/// `java.util.concurrent` that have an owner, `ReentrantLock` for instance.
///
/// What has no owner is not found: a `Semaphore`, a read lock, a `StampedLock`. Nor does the JVM
/// tell this of virtual threads.
final class LockCheck {
  private final Thread thread;
  private Set<String> heldBefore = Set.of();

  LockCheck(Thread thread) {
    this.thread = thread;
  }

  /// What the thread holds already, around the whole run, is no fiber's.
  void begin() {
    heldBefore = held().map(LockInfo::toString).collect(Collectors.toSet());
  }

  /// @throws LockHeldException when a lock was taken since [#begin]
  void refuse(Fiber<?> fiber) {
    var taken = held().filter(lock -> !heldBefore.contains(lock.toString())).findFirst();
    if (taken.isPresent()) throw new LockHeldException(fiber.name(), describe(taken.get()));
  }

  private Stream<LockInfo> held() {
    var info = ask();
    if (info == null) return Stream.of(); // a virtual thread
    return Stream.concat(
        Arrays.stream(info.getLockedMonitors()), Arrays.stream(info.getLockedSynchronizers()));
  }

  private @Nullable ThreadInfo ask() {
    var ids = new long[] {thread.threadId()};
    return ManagementFactory.getThreadMXBean().getThreadInfo(ids, true, true)[0];
  }

  private static String describe(LockInfo lock) {
    var name = lock.toString().replaceFirst("\\$\\w*Sync@", "@");
    return lock instanceof MonitorInfo monitor
        ? "the monitor of " + name + ", taken in " + monitor.getLockedStackFrame()
        : "the lock " + name;
  }
}

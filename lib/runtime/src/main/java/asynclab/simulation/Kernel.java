package asynclab.simulation;

import asynclab.poll.Events;
import asynclab.poll.Interest;
import asynclab.poll.ListeningSocket;
import asynclab.poll.Poller;
import asynclab.poll.StreamSocket;
import asynclab.syscalls.Errno;
import asynclab.syscalls.SyscallException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a loop stands on: the time, the descriptors, and a wait that does not take any time. Where
/// a real queue would wait, the clock jumps to the next thing on the agenda.
///
/// Threads: that of the loop. What another thread does could not be repeated, so it is refused.
final class Kernel implements Poller {
  private static final long NANOS_A_MILLI = 1_000_000;

  /// How often the loop may look while no time passes, and altogether.
  private static final int STILL_LOOKS_MAX = 10_000;

  private static final int LOOKS_MAX = 1_000_000;

  /// What a descriptor is watched for; `interest` is null when a one-shot has been reported.
  private static final class Watched {
    final long key;
    @Nullable Interest interest;

    Watched(long key, Interest interest) {
      this.key = key;
      this.interest = interest;
    }
  }

  final Chance chance;
  final Agenda agenda = new Agenda();
  final Journal journal = new Journal(this::nanos);
  private final Thread owner = Thread.currentThread();
  private final Map<Integer, SimulatedSocket> sockets = new HashMap<>();
  private final TreeMap<Integer, Watched> watched = new TreeMap<>();
  private final Supplier<String> living;
  private final Network network;
  private long nanos;
  private int fds;
  private int looks;
  private int stillLooks;
  private boolean woken;
  private volatile @Nullable Thread stranger;

  /// @param living names who waits, for the message of a deadlock
  Kernel(long seed, Conditions conditions, Supplier<String> living) {
    this.chance = new Chance(seed);
    this.network = new Network(this, conditions);
    this.living = living;
  }

  long nanos() {
    return nanos;
  }

  /// `act` happens after so many nanoseconds.
  void after(long delay, Runnable act) {
    agenda.at(nanos + delay, act);
  }

  /// A number for a new socket; no number is given twice.
  int open(SimulatedSocket socket) {
    sockets.put(fds, socket);
    return fds++;
  }

  void close(int fd) {
    sockets.remove(fd);
    watched.remove(fd);
  }

  @Override
  public StreamSocket connect(InetSocketAddress address) {
    return network.connect(address);
  }

  @Override
  public ListeningSocket listen(InetSocketAddress address) throws SyscallException {
    return network.listen(address);
  }

  @Override
  public void add(int fd, long key, Interest interest) throws SyscallException {
    checkThread();
    if (watched.containsKey(fd)) throw new SyscallException("add", Errno.EEXIST);
    watch(fd, key, interest);
  }

  @Override
  public void modify(int fd, long key, Interest interest) throws SyscallException {
    checkThread();
    if (!watched.containsKey(fd)) throw new SyscallException("modify", Errno.ENOENT);
    watch(fd, key, interest);
  }

  private void watch(int fd, long key, Interest interest) throws SyscallException {
    if (interest.trigger() == Interest.Trigger.EDGE) {
      throw new UnsupportedOperationException("a simulated queue knows no edges: " + interest);
    }
    if (!sockets.containsKey(fd)) throw new SyscallException("watch", Errno.EBADF);
    watched.put(fd, new Watched(key, interest));
  }

  @Override
  public void delete(int fd) {
    checkThread();
    watched.remove(fd);
  }

  @Override
  public void await(Events into, int timeoutMillis) {
    checkWakes();
    if (++looks > LOOKS_MAX || ++stillLooks > STILL_LOOKS_MAX) {
      throw new IllegalStateException("the run has no end: tasks wake each other again and again");
    }
    var end = timeoutMillis < 0 ? Long.MAX_VALUE : nanos + timeoutMillis * NANOS_A_MILLI;
    while (true) {
      agenda.runUntil(nanos);
      report(into);
      if (!into.isEmpty() || woken || nanos >= end) break;
      var next = Math.min(agenda.next(), end);
      if (next == Long.MAX_VALUE)
        throw new IllegalStateException("deadlock: nobody can wake " + living.get());
      nanos = next;
      stillLooks = 0;
    }
    woken = false;
  }

  /// In any order, as the seed has it.
  private void report(Events into) {
    var fds = new ArrayList<>(watched.keySet());
    chance.shuffle(fds);
    for (var fd : fds) {
      if (into.room() == 0) return;
      var watch = watched.get(fd);
      var socket = sockets.get(fd);
      if (watch == null || socket == null || watch.interest == null) continue;
      var readiness = socket.readiness() & asked(watch.interest);
      if (readiness == 0) continue;
      into.add(watch.key, readiness);
      if (watch.interest.isOneShot()) watch.interest = null;
    }
  }

  private static int asked(Interest interest) {
    return (interest.readable() ? SimulatedSocket.READS : 0)
        | (interest.writable() ? SimulatedSocket.WRITES : 0);
  }

  /// By another thread only to end the wait for an interrupt: the loop looks which it was.
  @Override
  public void wakeup() {
    var me = Thread.currentThread();
    if (me == owner) woken = true;
    else stranger = me;
  }

  private void checkThread() {
    var me = Thread.currentThread();
    if (me != owner) throw refused(me);
  }

  private void checkWakes() {
    var other = stranger;
    stranger = null;
    if (other != null && !owner.isInterrupted()) throw refused(other);
  }

  private IllegalStateException refused(Thread other) {
    return new IllegalStateException(
        "thread %s acts on a simulation of thread %s: what other threads do cannot be repeated"
            .formatted(other.getName(), owner.getName()));
  }

  @Override
  public void close() {
    sockets.clear();
    watched.clear();
  }
}

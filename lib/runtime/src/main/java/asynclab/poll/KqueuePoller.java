package asynclab.poll;

import asynclab.poll.Watches.Watch;
import asynclab.syscalls.Errno;
import asynclab.syscalls.Kevent;
import asynclab.syscalls.Kqueue;
import asynclab.syscalls.SyscallException;
import asynclab.syscalls.Unistd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// [Poller] on macOS and FreeBSD: kqueue, and an `EVFILT_USER` to end a wait.
///
/// Some facts that decide its shape. kqueue watches pairs of a descriptor and a filter: both
/// directions of a socket are two, and their events are put together here, so that a wait brings
/// one for each source. A pair that is added twice is changed without a word, so the books are kept
/// here. A pair that is added anew is reported anew, so a change takes the old ones out first; it
/// is one call all the same. `EV_ONESHOT` ends one pair: the other is taken out here. An event
/// carries the number of its watch, so one that was collected for an earlier watch is recognised.
///
/// A regular file is readable as long as there is something between its position and its end.
///
/// @see <a href="https://man.freebsd.org/cgi/man.cgi?kqueue">kqueue(2) of FreeBSD</a>
public final class KqueuePoller implements Poller {
  private final Kqueue kqueue;
  private final int queue;
  private final Watches watches = new Watches("kevent");
  private MemorySegment array = MemorySegment.NULL;
  private @Nullable Watch[] reported = new Watch[0];
  private volatile boolean closed;

  private KqueuePoller(Kqueue kqueue, int queue) {
    this.kqueue = kqueue;
    this.queue = queue;
  }

  /// Makes a queue of this system.
  public static KqueuePoller open() throws IOException {
    return open(Kqueue.ofSystem());
  }

  /// Makes a queue of a library of your own.
  public static KqueuePoller open(Kqueue kqueue) throws IOException {
    var queue = kqueue.kqueue();
    try {
      kqueue.kevent(queue, List.of(user(kqueue, Kqueue.EV_ADD | Kqueue.EV_CLEAR, 0)), 0, 0);
      return new KqueuePoller(kqueue, queue);
    } catch (SyscallException e) {
      Unistd.close(queue);
      throw e;
    }
  }

  private static Kevent user(Kqueue kqueue, int flags, int note) {
    return new Kevent(0, kqueue.user(), flags, note, 0, 0);
  }

  @Override
  public synchronized void add(int fd, long key, Interest interest) throws IOException {
    var old = watches.find(fd);
    if (old != null && isForgotten(old)) watches.remove(fd);
    var watch = watches.add(fd, key, interest);
    apply(watch, additions(watch));
  }

  @Override
  public synchronized void modify(int fd, long key, Interest interest) throws IOException {
    var old = watches.find(fd);
    var watch = watches.replace(fd, key, interest);
    var changes = new ArrayList<Kevent>();
    if (old != null) changes.addAll(deletions(old));
    changes.addAll(additions(watch));
    apply(watch, changes);
  }

  @Override
  public synchronized void delete(int fd) throws IOException {
    var watch = watches.remove(fd);
    apply(watch, deletions(watch));
  }

  /// Whether the kernel no longer knows what the books say: the descriptor was closed by an owner
  /// that did not take it out first. `EV_ENABLE` changes nothing, as nothing here is ever disabled.
  private boolean isForgotten(Watch watch) throws SyscallException {
    if (!watch.armed) return false;
    var changes = changes(watch, Kqueue.EV_ENABLE);
    var receipts = kqueue.kevent(queue, changes, changes.size(), 0);
    return receipts.stream().anyMatch(receipt -> receipt.data() == Errno.ENOENT.code());
  }

  private List<Kevent> additions(Watch watch) {
    var flags = Kqueue.EV_ADD;
    if (watch.interest.trigger() == Interest.Trigger.EDGE) flags |= Kqueue.EV_CLEAR;
    if (watch.interest.isOneShot()) flags |= Kqueue.EV_ONESHOT;
    return changes(watch, flags);
  }

  private List<Kevent> deletions(Watch watch) {
    return changes(watch, Kqueue.EV_DELETE);
  }

  private List<Kevent> changes(Watch watch, int flags) {
    var changes = new ArrayList<Kevent>();
    if (watch.interest.readable()) changes.add(change(watch, kqueue.read(), flags));
    if (watch.interest.writable()) changes.add(change(watch, kqueue.write(), flags));
    return changes;
  }

  private static Kevent change(Watch watch, int filter, int flags) {
    return new Kevent(watch.fd, filter, flags | Kqueue.EV_RECEIPT, 0, 0, watch.serial);
  }

  /// All changes in one call, each with its receipt. What is to be taken out may be gone already:
  /// closing a descriptor and a one-shot event do that.
  private void apply(Watch watch, List<Kevent> changes) throws SyscallException {
    var receipts = kqueue.kevent(queue, changes, changes.size(), 0);
    for (var i = 0; i < receipts.size(); i++) {
      var isDeletion = (changes.get(i).flags() & Kqueue.EV_DELETE) != 0;
      if (isDeletion || receipts.get(i).data() == 0) continue;
      if (watch.live) {
        watches.remove(watch.fd);
        apply(watch, deletions(watch));
      }
      throw watches.refused(Errno.of((int) receipts.get(i).data()), watch.fd);
    }
  }

  @Override
  public boolean knowsEdges() {
    return true;
  }

  @Override
  public void await(Events into, int timeoutMillis) throws IOException {
    if (closed) throw new IllegalStateException("this KqueuePoller is closed: open another");
    if (reported.length < into.room()) grow(into.room());
    var none = MemorySegment.NULL;
    var count = kqueue.keventRaw(queue, none, 0, array, into.room(), timeoutMillis);
    if (count < 0 && count != -Errno.EINTR.code()) {
      throw new SyscallException("kevent", Errno.of(-count));
    }
    collect(count, into);
  }

  private void grow(int events) {
    array = Arena.ofAuto().allocate(events * kqueue.eventBytes(), Long.BYTES);
    reported = new Watch[events];
  }

  private synchronized void collect(int count, Events into) throws SyscallException {
    var found = 0;
    for (var i = 0; i < count; i++) {
      var offset = i * kqueue.eventBytes();
      if (Kevent.filter(array, offset) == kqueue.user()) continue;
      var watch = watches.find((int) Kevent.ident(array, offset));
      if (watch == null || watch.serial != Kevent.udata(array, offset)) continue;
      if (watch.readiness == 0) reported[found++] = watch;
      watch.readiness |= readiness(offset);
    }
    for (var i = 0; i < found; i++) report(reported[i], into);
  }

  private void report(@Nullable Watch watch, Events into) throws SyscallException {
    if (watch == null) return;
    into.add(watch.key, watch.readiness);
    watch.readiness = 0;
    if (!watch.interest.isOneShot()) return;
    watch.armed = false;
    var isPair = watch.interest.readable() && watch.interest.writable();
    if (isPair) apply(watch, deletions(watch));
  }

  private int readiness(long offset) {
    var flags = Kevent.flags(array, offset);
    if ((flags & Kqueue.EV_ERROR) != 0) return Event.ERROR;
    var reads = Kevent.filter(array, offset) == kqueue.read();
    var readiness = reads ? Event.READABLE : Event.WRITABLE;
    if ((flags & Kqueue.EV_EOF) == 0) return readiness;
    if (Kevent.fflags(array, offset) == 0) {
      return readiness | (reads ? Event.READ_CLOSED : Event.WRITE_CLOSED);
    }
    return readiness | Event.ERROR | Event.READ_CLOSED | Event.WRITE_CLOSED;
  }

  @Override
  public synchronized void wakeup() {
    if (closed) return;
    try {
      kqueue.kevent(queue, List.of(user(kqueue, 0, Kqueue.NOTE_TRIGGER)), 0, 0);
    } catch (SyscallException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    if (closed) return;
    closed = true;
    Unistd.close(queue);
  }
}

package asynclab.completion;

import asynclab.poll.Event;
import asynclab.poll.Events;
import asynclab.poll.Interest;
import asynclab.syscalls.Errno;
import asynclab.syscalls.SyscallException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The books of a [CompletionPoller]: who has which place and which descriptor, what each is
/// watched for, and of whom there may be news.
///
/// Threads: any, one lock; it is never held while the queue is asked.
final class Members {
  private static final int READS = Event.READABLE | Event.READ_CLOSED | Event.ERROR;
  private static final int WRITES = Event.WRITABLE | Event.WRITE_CLOSED | Event.ERROR;

  private final List<@Nullable Member> byPlace = new ArrayList<>();
  private final ArrayDeque<Integer> freePlaces = new ArrayDeque<>();
  private final ArrayDeque<Member> touched = new ArrayDeque<>();
  private @Nullable Member[] byFd = new Member[64];

  static void refuseEdges(Interest interest) {
    if (interest.trigger() == Interest.Trigger.LEVEL) return;
    throw new UnsupportedOperationException(
        "completions tell what is ready, not what is new: take a level-triggered or a one-shot"
            + " interest instead of an edge-triggered one");
  }

  synchronized void add(Member member) {
    var place = freePlaces.isEmpty() ? byPlace.size() : freePlaces.pop();
    if (place == byPlace.size()) byPlace.add(member);
    else byPlace.set(place, member);
    member.place = place;
    if (member.fd >= byFd.length) byFd = Arrays.copyOf(byFd, 2 * member.fd);
    byFd[member.fd] = member;
  }

  synchronized Member of(Completion each) {
    var member = byPlace.get((int) (each.token() >>> Member.OPERATION_BITS));
    if (member == null) throw new AssertionError("nobody has handed over what is told: " + each);
    return member;
  }

  synchronized @Nullable Member at(int fd) {
    return fd >= 0 && fd < byFd.length ? byFd[fd] : null;
  }

  /// Its descriptor is not its own any more, or will not be.
  synchronized void leaves(Member member) {
    member.interest = null;
    if (member.equals(at(member.fd))) byFd[member.fd] = null;
    freeIfUnused(member);
  }

  /// The place of one that is over is free when nothing is under way.
  synchronized void freeIfUnused(Member member) {
    if (!member.isOver || member.underWay > 0 || member.place < 0) return;
    byPlace.set(member.place, null);
    freePlaces.push(member.place);
    member.place = -1;
  }

  synchronized boolean anyUnsent() {
    for (var member : byPlace) if (member != null && member.hasUnsent()) return true;
    return false;
  }

  /// @throws SyscallException `EEXIST`
  synchronized void watch(Member member, long key, Interest interest) throws SyscallException {
    if (member.key != 0) {
      throw new SyscallException(
          "watch", Errno.EEXIST, "fd " + member.fd + " is already registered");
    }
    asks(member, key, interest);
  }

  /// @throws SyscallException `ENOENT`
  synchronized void change(int fd, long key, Interest interest) throws SyscallException {
    asks(watched(fd), key, interest);
  }

  private void asks(Member member, long key, Interest interest) {
    member.key = key;
    member.interest = interest;
    member.forget();
    touch(member);
  }

  /// The number of somebody else's descriptor may be a stranger's at once, so it is free then.
  ///
  /// @throws SyscallException `ENOENT`
  synchronized Member unwatch(int fd) throws SyscallException {
    var member = watched(fd);
    member.key = 0;
    member.interest = null;
    if (member instanceof PolledSource) byFd[fd] = null;
    return member;
  }

  private Member watched(int fd) throws SyscallException {
    var member = at(fd);
    if (member != null && member.key != 0) return member;
    throw new SyscallException("watch", Errno.ENOENT, "fd " + fd + " is not registered");
  }

  /// There may be news of it.
  synchronized void touch(Member member) {
    if (member.isTouched || member.interest == null) return;
    member.isTouched = true;
    touched.add(member);
  }

  /// Adds an event for each of which there is news, as far as there is room.
  ///
  /// @param findsOut is given those who have to ask the queue first
  synchronized void report(Events into, Consumer<Member> findsOut) {
    for (var left = touched.size(); left > 0 && into.room() > 0; left--) {
      var member = touched.remove();
      member.isTouched = false;
      var interest = member.interest;
      if (interest == null) continue;
      var bits = member.readiness() & asked(interest);
      if (bits == 0) {
        if (member.findOut(interest)) findsOut.accept(member);
        continue;
      }
      into.add(member.key, bits);
      member.forget();
      if (interest.isOneShot()) member.interest = null;
      else touch(member);
    }
  }

  private static int asked(Interest interest) {
    return (interest.readable() ? READS : 0) | (interest.writable() ? WRITES : 0);
  }
}

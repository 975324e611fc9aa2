package asynclab.poll;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import asynclab.syscalls.Errno;
import asynclab.syscalls.Fcntl;
import asynclab.syscalls.Kevent;
import asynclab.syscalls.Kqueue;
import asynclab.syscalls.Os;
import asynclab.syscalls.SyscallException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/// A library with a `kqueue` and a `kevent` that answer from a script, in one system's layout.
///
/// They are C functions to those who call them, so all that stands between [KqueuePoller] and a
/// kernel is real: the struct's bytes, their order, the counts.
final class FakeKqueue implements AutoCloseable {
  private final Arena arena = Arena.ofShared();
  private final Os os;
  private final long eventBytes;
  private final Queue<List<Kevent>> answers = new ArrayDeque<>();
  final List<Kevent> changes = new ArrayList<>();
  private int refusedFilter;
  private int refusedFlag;
  private Errno refusal = Errno.UNKNOWN;

  FakeKqueue(Os os) {
    this.os = os;
    eventBytes = Kevent.layout(os).byteSize();
  }

  Kqueue library() throws ReflectiveOperationException {
    var wait =
        FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS);
    var kqueue = function("kqueue", FunctionDescriptor.of(JAVA_INT));
    var kevent = function("kevent", wait);
    return Kqueue.of(os, name -> Optional.of(name.equals("kqueue") ? kqueue : kevent));
  }

  @SuppressWarnings("restricted") // a C function that is a method of this test
  private MemorySegment function(String name, FunctionDescriptor type)
      throws ReflectiveOperationException {
    MethodHandle method =
        MethodHandles.lookup().findVirtual(FakeKqueue.class, name, type.toMethodType());
    return Linker.nativeLinker().upcallStub(method.bindTo(this), type, arena);
  }

  /// What the next wait brings.
  void answer(Kevent... events) {
    answers.add(List.of(events));
  }

  /// Changes with this flag and filter are refused from now on.
  void refuse(int flag, int filter, Errno errno) {
    refusedFlag = flag;
    refusedFilter = filter;
    refusal = errno;
  }

  int kqueue() throws SyscallException {
    return Fcntl.open(Path.of("/dev/null"), Fcntl.O_RDONLY);
  }

  int kevent(
      int queue,
      MemorySegment changed,
      int changeCount,
      MemorySegment events,
      int capacity,
      MemorySegment timeout) {
    var in = resized(changed, changeCount);
    var out = resized(events, capacity);
    var now = new ArrayList<Kevent>();
    for (var i = 0; i < changeCount; i++) now.add(Kevent.read(in, i * eventBytes));
    changes.addAll(now);
    var answer = changeCount > 0 ? now.stream().map(this::receipt).toList() : next();
    var count = Math.min(answer.size(), capacity);
    for (var i = 0; i < count; i++) answer.get(i).write(out, i * eventBytes);
    return count;
  }

  private List<Kevent> next() {
    var answer = answers.poll();
    return answer == null ? List.of() : answer;
  }

  private Kevent receipt(Kevent change) {
    var isRefused =
        refusal != Errno.UNKNOWN
            && change.filter() == refusedFilter
            && (change.flags() & refusedFlag) != 0;
    return new Kevent(
        change.ident(),
        change.filter(),
        Kqueue.EV_ERROR,
        0,
        isRefused ? refusal.code() : 0,
        change.udata());
  }

  /// The changes since the last time, such as `ADD|RECEIPT READ 7`.
  List<String> changes(Kqueue library) {
    var texts = changes.stream().map(change -> text(library, change)).toList();
    changes.clear();
    return texts;
  }

  private static String text(Kqueue library, Kevent change) {
    var names = new ArrayList<String>();
    var flags = change.flags() & ~Kqueue.EV_RECEIPT;
    for (var flag :
        Arrays.asList(
            new Flag("ADD", Kqueue.EV_ADD),
            new Flag("DELETE", Kqueue.EV_DELETE),
            new Flag("ONESHOT", Kqueue.EV_ONESHOT),
            new Flag("CLEAR", Kqueue.EV_CLEAR))) {
      if ((flags & flag.bit) != 0) names.add(flag.name);
    }
    var filter = change.filter() == library.read() ? "READ" : "WRITE";
    if (change.filter() == library.user()) filter = "USER";
    return String.join("|", names) + " " + filter + " " + change.ident();
  }

  private record Flag(String name, int bit) {}

  @SuppressWarnings("restricted") // the size that C says in a count beside the pointer
  private MemorySegment resized(MemorySegment array, int count) {
    return array.reinterpret(count * eventBytes);
  }

  @Override
  public void close() {
    arena.close();
  }
}

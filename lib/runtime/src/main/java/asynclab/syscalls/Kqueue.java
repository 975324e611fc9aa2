package asynclab.syscalls;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;

/// The two calls of kqueue, the event queue of macOS and the BSDs.
///
/// One call does what epoll does in two: it applies a list of changes, then waits for events. What
/// is watched is a pair of a descriptor and a filter, so a socket watched for both directions is
/// two, and gives two events.
///
/// The library that has the calls is handed in, so that libkqueue, which imitates them on Linux,
/// serves too. *Price:* the JIT cannot see through a handle that is not static, some tens of
/// nanoseconds a call.
///
/// NetBSD and OpenBSD are known by their structs and numbers alone: on them take poll(2).
///
/// @see <a href="https://man.freebsd.org/cgi/man.cgi?kqueue">kqueue(2) of FreeBSD</a>
public final class Kqueue {
  /// Start to watch; a pair that is watched already is changed.
  public static final int EV_ADD = 0x0001;

  /// Stop to watch.
  public static final int EV_DELETE = 0x0002;

  public static final int EV_ENABLE = 0x0004;
  public static final int EV_DISABLE = 0x0008;

  /// Report once, then stop to watch.
  public static final int EV_ONESHOT = 0x0010;

  /// Edge-triggered: report arrivals, not what is left.
  public static final int EV_CLEAR = 0x0020;

  /// Answer this change with an event of its own, `EV_ERROR`, whose `data` is 0 if all went well.
  public static final int EV_RECEIPT = 0x0040;

  /// Report once, then stay silent until `EV_ENABLE`.
  public static final int EV_DISPATCH = 0x0080;

  /// In an event: `data` is an error number.
  public static final int EV_ERROR = 0x4000;

  /// In an event: this direction has ended; `fflags` is the error of the socket, or 0.
  public static final int EV_EOF = 0x8000;

  /// Makes an `EVFILT_USER` happen.
  public static final int NOTE_TRIGGER = 0x01000000;

  private final MethodHandle kqueue;
  private final MethodHandle kevent;
  private final long eventBytes;
  private final int read;
  private final int write;
  private final int user;

  private Kqueue(Os os, SymbolLookup library) {
    var wait =
        FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS);
    kqueue = Native.bind(library, "kqueue", FunctionDescriptor.of(JAVA_INT));
    kevent = Native.bind(library, "kevent", wait);
    eventBytes = Kevent.layout(os).byteSize();
    read = Numbers.filter(os, "EVFILT_READ");
    write = Numbers.filter(os, "EVFILT_WRITE");
    user = Numbers.filter(os, "EVFILT_USER");
  }

  /// That of this system's libc.
  ///
  /// @throws UnsupportedOperationException on a system that has none, or none that the lab runs on
  public static Kqueue ofSystem() {
    if (Os.current() == Os.MACOS || Os.current() == Os.FREEBSD) {
      return of(Os.current(), Linker.nativeLinker().defaultLookup());
    }
    throw new UnsupportedOperationException(
        "the lab runs kqueue on macOS and FreeBSD, and this is %s: take Poller.ofSystem()"
            .formatted(Os.current().ownName()));
  }

  /// That of a library.
  ///
  /// @param os whose structs and numbers the library has; on Linux that is libkqueue
  public static Kqueue of(Os os, SymbolLookup library) {
    if (os == Os.NETBSD || os == Os.WINDOWS) {
      throw new UnsupportedOperationException("the lab cannot run the kqueue of " + os.ownName());
    }
    return new Kqueue(os, library);
  }

  /// `EVFILT_READ`: bytes, an end of stream or a connection to accept are there.
  public int read() {
    return read;
  }

  /// `EVFILT_WRITE`: there is room to write, or a connection attempt has ended.
  public int write() {
    return write;
  }

  /// `EVFILT_USER`: somebody has said [#NOTE_TRIGGER].
  public int user() {
    return user;
  }

  /// How many bytes a `struct kevent` takes.
  public long eventBytes() {
    return eventBytes;
  }

  /// Makes a queue and returns its descriptor.
  public int kqueue() throws SyscallException {
    return (int) Native.call("kqueue", -1, frame -> (int) kqueue.invokeExact(frame.errno));
  }

  /// Applies the changes, waits for events and returns them: at most `capacity`, after at most
  /// `timeoutMillis` (-1: no end). It makes an object for each event.
  ///
  /// An error of one change is an event if there is room for it, and else it is thrown.
  public List<Kevent> kevent(int queue, List<Kevent> changes, int capacity, int timeoutMillis)
      throws SyscallException {
    try (var arena = Arena.ofConfined()) {
      var in = arena.allocate(eventBytes * changes.size(), Long.BYTES);
      for (var i = 0; i < changes.size(); i++) changes.get(i).write(in, i * eventBytes);
      var out = arena.allocate(eventBytes * capacity, Long.BYTES);
      var result = keventRaw(queue, in, changes.size(), out, capacity, timeoutMillis);
      var count = (int) Native.check("kevent", queue, result);
      var events = new ArrayList<Kevent>(count);
      for (var i = 0; i < count; i++) events.add(Kevent.read(out, i * eventBytes));
      return events;
    }
  }

  /// The same on arrays of one's own: how many events came, or the negative error number.
  public int keventRaw(
      int queue,
      MemorySegment changes,
      int changeCount,
      MemorySegment events,
      int capacity,
      int timeoutMillis) {
    Native.checkRoom(changes, changeCount * eventBytes);
    Native.checkRoom(events, capacity * eventBytes);
    var frame = Native.frame();
    var timeout = timeoutMillis < 0 ? MemorySegment.NULL : frame.scratch;
    if (timeoutMillis >= 0) {
      timeout.set(JAVA_LONG, 0, timeoutMillis / 1000); // struct timespec: tv_sec, tv_nsec
      timeout.set(JAVA_LONG, Long.BYTES, timeoutMillis % 1000 * 1_000_000L);
    }
    try {
      var result =
          (int)
              kevent.invokeExact(
                  frame.errno, queue, changes, changeCount, events, capacity, timeout);
      return (int) Native.orErrno(frame, result);
    } catch (Throwable e) {
      throw Native.unexpected(e);
    }
  }
}

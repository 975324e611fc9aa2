package asynclab.completion;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// Lowers the limit of open files (`RLIMIT_NOFILE`), so that no new one is opened, and puts it
/// back.
final class OpenFiles implements AutoCloseable {
  private static final int RLIMIT_NOFILE = 7;

  /// Descriptors below are in use in every JVM; 0 would also keep poll(2) from waiting for any.
  private static final int IN_USE = 4;

  private static final MethodHandle GET = bind("getrlimit");
  private static final MethodHandle SET = bind("setrlimit");

  private final Arena arena = Arena.ofConfined();
  private final MemorySegment limit = arena.allocate(JAVA_LONG, 2); // rlim_cur, rlim_max
  private final long before;

  private OpenFiles() {
    call(GET, limit);
    before = limit.getAtIndex(JAVA_LONG, 0);
    set(IN_USE);
  }

  static OpenFiles noMore() {
    return new OpenFiles();
  }

  private void set(long soft) {
    limit.setAtIndex(JAVA_LONG, 0, soft);
    call(SET, limit);
  }

  private static void call(MethodHandle handle, MemorySegment limit) {
    try {
      if ((int) handle.invokeExact(RLIMIT_NOFILE, limit) != 0) throw new AssertionError("rlimit");
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  @SuppressWarnings("restricted") // no part of the library needs this call
  private static MethodHandle bind(String name) {
    var linker = Linker.nativeLinker();
    var type = FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS);
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type);
  }

  @Override
  public void close() {
    set(before);
    arena.close();
  }
}

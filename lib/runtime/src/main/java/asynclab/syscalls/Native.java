package asynclab.syscalls;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/// How a Java method becomes a call of libc, and how C's `-1` becomes an error.
///
/// Some facts that decide the shape of this class. `errno` belongs to the C thread and the JVM
/// makes calls of its own, so it must be saved within the same downcall: the linker writes it into
/// a segment that we hand in. That segment, and the few bytes that small structs need, are made
/// once for each thread: an arena for each call would cost more than the system call does. A C `-1`
/// turns into the negative error number here, which is what the kernel itself returns and libc
/// hides, and into an exception in [#check]; nowhere else.
final class Native {
  /// Room for the largest struct that a call here hands over: `struct sockaddr_in6`, twice over.
  private static final int SCRATCH_BYTES = 64;

  private static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO = CALL_STATE.varHandle(groupElement("errno"));
  private static final MethodHandle REFUSAL = refusalHandle();
  private static final ThreadLocal<Frame> FRAME = ThreadLocal.withInitial(Frame::new);

  private Native() {}

  /// What one thread hands to its calls: where `errno` goes, and bytes for small structs.
  static final class Frame {
    final MemorySegment errno;
    final MemorySegment scratch;

    private Frame() {
      var arena = Arena.ofAuto();
      errno = arena.allocate(CALL_STATE);
      scratch = arena.allocate(SCRATCH_BYTES, Long.BYTES);
    }
  }

  /// The body of a downcall: what C returned, unchanged.
  @FunctionalInterface
  interface Downcall {
    long invoke(Frame frame) throws Throwable;
  }

  /// The calling thread's own.
  static Frame frame() {
    return FRAME.get();
  }

  /// Makes the call and returns what the kernel returned: a result, or the negative error number.
  ///
  /// The few calls of a loop's hot path (`read`, `write`, `epoll_wait`) spell these lines out,
  /// because a lambda that holds its arguments is an object unless the compiler proves otherwise,
  /// which it mostly but not always does.
  static long raw(Downcall body) {
    var frame = FRAME.get();
    try {
      return orErrno(frame, body.invoke(frame));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /// What C returned, with its -1 replaced by the negative error number.
  static long orErrno(Frame frame, long result) {
    return result == -1 ? -(int) ERRNO.get(frame.errno, 0L) : result;
  }

  /// What a downcall threw: only mistakes in its arguments can be thrown there.
  static RuntimeException unexpected(Throwable e) {
    if (e instanceof RuntimeException mistake) return mistake;
    if (e instanceof Error error) throw error;
    return new IllegalStateException("a downcall throws nothing checked", e);
  }

  /// Makes the call; an error becomes a [SyscallException] that names `fd` (-1: there is none).
  static long call(String name, int fd, Downcall body) throws SyscallException {
    return check(name, fd, raw(body));
  }

  static long check(String name, int fd, long result) throws SyscallException {
    if (result >= 0) return result;
    var errno = Errno.of((int) -result);
    var meaning = errno == Errno.UNKNOWN ? "error number " + -result : errno.meaning();
    throw new SyscallException(name, errno, fd < 0 ? meaning : meaning + ", fd " + fd);
  }

  /// Refuses to hand the kernel a count that reaches past the end of the buffer.
  static void checkRoom(MemorySegment buffer, long count) {
    if (count < 0 || count > buffer.byteSize()) {
      throw new IndexOutOfBoundsException(
          "count " + count + " does not fit the buffer of " + buffer.byteSize() + " bytes");
    }
    if (!buffer.isNative()) {
      throw new IllegalArgumentException(
          "the kernel needs memory that stays where it is: use a direct ByteBuffer or a native"
              + " segment, not one on the Java heap");
    }
  }

  static MethodHandle bindInt(String symbol, MemoryLayout... parameters) {
    return bind(symbol, FunctionDescriptor.of(ValueLayout.JAVA_INT, parameters));
  }

  static MethodHandle bindLong(String symbol, MemoryLayout... parameters) {
    return bind(symbol, FunctionDescriptor.of(ValueLayout.JAVA_LONG, parameters));
  }

  /// A C function declared `int f(fixed…, ...)`, called with one argument after the fixed ones.
  static MethodHandle bindVariadic(String symbol, int fixed, MemoryLayout... parameters) {
    var type = FunctionDescriptor.of(ValueLayout.JAVA_INT, parameters);
    return bind(symbol, type, Linker.Option.firstVariadicArg(fixed));
  }

  /// The same for a function that only Linux has, or that has the same name and another meaning
  /// elsewhere.
  static MethodHandle bindLinux(String symbol, MemoryLayout... parameters) {
    var type = FunctionDescriptor.of(ValueLayout.JAVA_INT, parameters);
    return Os.current() == Os.LINUX ? bind(symbol, type) : missing(symbol, type);
  }

  private static MethodHandle bind(
      String symbol, FunctionDescriptor type, Linker.Option... options) {
    return bind(Linker.nativeLinker().defaultLookup(), symbol, type, options);
  }

  /// A function of a library, or where it has none of that name a method that says so when it is
  /// called: the class that declares it loads on every system.
  @SuppressWarnings("restricted") // the one place that turns a C symbol into a method
  static MethodHandle bind(
      SymbolLookup library, String symbol, FunctionDescriptor type, Linker.Option... options) {
    var address = library.find(symbol);
    if (address.isEmpty()) return missing(symbol, type);
    var all = Arrays.copyOf(options, options.length + 1);
    all[options.length] = Linker.Option.captureCallState("errno");
    return Linker.nativeLinker().downcallHandle(address.get(), type, all);
  }

  private static MethodHandle missing(String symbol, FunctionDescriptor type) {
    var method = type.toMethodType().insertParameterTypes(0, MemorySegment.class);
    var refusal = MethodHandles.insertArguments(REFUSAL, 0, symbol);
    var thrower =
        MethodHandles.throwException(method.returnType(), UnsupportedOperationException.class);
    return MethodHandles.dropArguments(
        MethodHandles.collectArguments(thrower, 0, refusal), 0, method.parameterList());
  }

  static UnsupportedOperationException refusal(String symbol) {
    return new UnsupportedOperationException(
        "%s has no %s: what needs it runs on another system, on Linux for instance, in a container or on Binder"
            .formatted(Os.current().ownName(), symbol));
  }

  private static MethodHandle refusalHandle() {
    try {
      var type = MethodType.methodType(UnsupportedOperationException.class, String.class);
      return MethodHandles.lookup().findStatic(Native.class, "refusal", type);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a method of this class", e);
    }
  }
}

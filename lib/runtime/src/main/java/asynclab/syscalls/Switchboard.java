package asynclab.syscalls;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.util.ArrayList;
import java.util.List;

/// Every call that the lab has bound, each behind a switch: made as it is, or made and written
/// down.
///
/// The switch is a mutable call site. While nobody watches, its target is the downcall itself, the
/// compiler takes the target for a constant, and the switch costs nothing. When somebody begins to
/// watch, all targets are exchanged and the JVM throws the code away that it compiled with the old
/// ones; when the last one ends, they are exchanged back.
final class Switchboard {
  private static final List<Line> LINES = new ArrayList<>();
  private static int watching;

  private Switchboard() {}

  /// How a call says that it has failed: a result of at least 0, or the negative error number, from
  /// what it returned and from where it left the reason.
  @FunctionalInterface
  interface Answer {
    long of(MemorySegment state, long returned);
  }

  /// Puts a call behind a switch. What is returned behaves like `plain`.
  ///
  /// @param plain a downcall whose parameters are all the call's own
  static MethodHandle connect(String symbol, MethodHandle plain) {
    return connect(symbol, plain, 0, (_, returned) -> returned);
  }

  /// The same for a call that leaves the reason of its failure in a segment.
  ///
  /// @param skipped how many parameters are not the call's own; the last of them is that segment
  static MethodHandle connect(String symbol, MethodHandle plain, int skipped, Answer answer) {
    var line = new Line(symbol, plain, skipped, answer);
    synchronized (LINES) {
      LINES.add(line);
      if (watching > 0) line.tell();
    }
    return line.site.dynamicInvoker();
  }

  /// One more watches.
  static void listen() {
    synchronized (LINES) {
      if (watching++ > 0) return;
      LINES.forEach(Line::tell);
      MutableCallSite.syncAll(sites());
    }
  }

  /// One less watches.
  static void hangUp() {
    synchronized (LINES) {
      if (--watching > 0) return;
      LINES.forEach(Line::beSilent);
      MutableCallSite.syncAll(sites());
    }
  }

  /// Whether every call is made as it is.
  static boolean isSilent() {
    synchronized (LINES) {
      return LINES.stream().allMatch(line -> line.site.getTarget().equals(line.plain));
    }
  }

  private static MutableCallSite[] sites() {
    return LINES.stream().map(line -> line.site).toArray(MutableCallSite[]::new);
  }

  /// One call and its switch.
  private static final class Line {
    private final String symbol;
    private final MethodHandle plain;
    private final int skipped;
    private final Answer answer;
    private final MutableCallSite site;

    Line(String symbol, MethodHandle plain, int skipped, Answer answer) {
      this.symbol = symbol;
      this.plain = plain;
      this.skipped = skipped;
      this.answer = answer;
      site = new MutableCallSite(plain);
    }

    void beSilent() {
      site.setTarget(plain);
    }

    void tell() {
      site.setTarget(telling());
    }

    /// The same call, by way of [#make].
    private MethodHandle telling() {
      var type = plain.type();
      var any = type.generic();
      var spread = plain.asType(any).asSpreader(Object[].class, any.parameterCount());
      try {
        var make = MethodType.methodType(Object.class, MethodHandle.class, Object[].class);
        return MethodHandles.lookup()
            .bind(this, "make", make)
            .bindTo(spread)
            .asCollector(Object[].class, any.parameterCount())
            .asType(type);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("a method of this class", e);
      }
    }

    /// Makes the call, and tells whoever watches this thread.
    @SuppressWarnings("UnusedMethod") // by its name, in [#telling]
    Object make(MethodHandle spread, Object[] arguments) throws Throwable {
      var watch = Watch.current();
      if (watch == null) return spread.invokeExact(arguments);
      var start = System.nanoTime();
      Object result = spread.invokeExact(arguments);
      var nanos = System.nanoTime() - start;
      tell(watch, arguments, ((Number) result).longValue(), start, nanos);
      return result;
    }

    private void tell(Watch watch, Object[] arguments, long returned, long start, long nanos) {
      var state = skipped == 0 ? MemorySegment.NULL : (MemorySegment) arguments[skipped - 1];
      var result = answer.of(state, returned);
      var crossing = Crossing.of(symbol, arguments, skipped);
      watch.add(crossing.name(), crossing.text(result), result, start, nanos);
    }
  }
}

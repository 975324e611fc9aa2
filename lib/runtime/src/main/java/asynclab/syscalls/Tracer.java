package asynclab.syscalls;

import java.io.Serial;
import java.util.ArrayList;
import java.util.List;

/// A way to see what a thread asks of the kernel.
@FunctionalInterface
interface Tracer {
  /// Runs the body once on a thread of its own, and says what that thread asked for.
  ///
  /// @throws Unavailable before the body has run, when this way is closed here
  CallLog trace(Syscalls.Body body) throws Exception;

  /// The body has not run: this way of watching is closed, and why.
  final class Unavailable extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    Unavailable(String reason) {
      super(reason);
    }
  }

  /// Those of this lab, the one that sees most first. The last one is never closed.
  List<Tracer> ALL = List.of(new Strace(), new Seccomp(), Tracer::byTheLab);

  /// The first of `tracers` that is open; the log says why the better ones were not.
  static CallLog first(List<Tracer> tracers, Syscalls.Body body) throws Exception {
    var reasons = new ArrayList<String>();
    for (var tracer : tracers) {
      try {
        var log = tracer.trace(body);
        reasons.add(log.why());
        var why = String.join("; ", reasons);
        return new CallLog(log.way(), why, log.calls(), log.dropped(), log.nanos());
      } catch (Unavailable closed) {
        reasons.add(closed.getMessage());
      }
    }
    throw new IllegalStateException("no tracer is open: " + String.join("; ", reasons));
  }

  /// What the lab's own library asks for.
  private static CallLog byTheLab(Syscalls.Body body) throws Exception {
    var log = new CallLog[1];
    var thread = TracedThread.start(() -> 0, () -> log[0] = Syscalls.watch(body));
    thread.run();
    return log[0];
  }
}

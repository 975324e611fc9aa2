/// Fibers: functions that can be left in the middle and entered again, each with a stack of its
/// own.
///
/// In reading order: [asynclab.fibers.FiberScheduler] (the loop), [asynclab.fibers.Fiber], with
/// [asynclab.fibers.FiberStream] and [asynclab.fibers.FiberListener] (sockets that look as if they
/// blocked), [asynclab.fibers.FiberLock], [asynclab.fibers.PinnedException] (a stack that cannot be
/// left). The stacks are the JDK's own, `jdk.internal.vm.Continuation`: what virtual threads stand
/// on.
///
/// The notebooks `05b-fibers-in-java` and `05c-virtual-threads` derive it.
@NullMarked
package asynclab.fibers;

import org.jspecify.annotations.NullMarked;

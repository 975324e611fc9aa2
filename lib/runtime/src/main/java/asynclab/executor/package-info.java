/// Executors, who poll futures whenever they were woken, and the reactor, which says when.
///
/// In reading order: [asynclab.executor.EventLoop] (one thread), [asynclab.executor.Task],
/// [asynclab.executor.Reactor] (where futures wait for a socket or a deadline),
/// [asynclab.executor.PollReactor]; then what is the same for all: [asynclab.executor.Executor],
/// [asynclab.executor.JoinHandle], [asynclab.executor.Runtime]; then
/// [asynclab.executor.WorkStealing] (many threads): `RingQueue`, `SharedTask`, `Worker`, `Idle`;
/// and last what stands on all of them: [asynclab.executor.Scope], [asynclab.executor.Interval].
///
/// The notebook `06-futures` uses it.
@NullMarked
package asynclab.executor;

import org.jspecify.annotations.NullMarked;

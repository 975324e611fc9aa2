/// An executor: who polls futures, and when; and a reactor: what they wait for outside of it.
///
/// In reading order: [asynclab.executor.EventLoop] (the loop), [asynclab.executor.Task],
/// [asynclab.executor.Reactor] (where futures wait for a socket or a deadline),
/// [asynclab.executor.PollReactor], [asynclab.executor.TaskFailedException].
///
/// The notebook `06-futures` uses it.
@NullMarked
package asynclab.executor;

import org.jspecify.annotations.NullMarked;

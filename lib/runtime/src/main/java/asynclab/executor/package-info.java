/// An executor: who polls futures, and when.
///
/// In reading order: [asynclab.executor.EventLoop] (the loop), [asynclab.executor.Task],
/// [asynclab.executor.Watch] (where futures wait for a socket),
/// [asynclab.executor.TaskFailedException].
///
/// The notebook `06-futures` uses it.
@NullMarked
package asynclab.executor;

import org.jspecify.annotations.NullMarked;

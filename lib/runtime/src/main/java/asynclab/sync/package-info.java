/// What tasks share, and how they wait for each other: permits, a lock, a signal, a channel.
///
/// In reading order: [asynclab.sync.Semaphore] (the others are made like it),
/// [asynclab.sync.Mutex], [asynclab.sync.Notify], [asynclab.sync.Channel]. All stand on
/// [asynclab.futures.Waker] alone: they know no executor, so tasks of different executors, and
/// plain threads, may meet in them.
///
/// Everybody is served in the order in which they came, and nobody is woken under a lock.
@NullMarked
package asynclab.sync;

import org.jspecify.annotations.NullMarked;

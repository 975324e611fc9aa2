/// Futures: computations that go on only when they are asked to.
///
/// In reading order: [asynclab.futures.Future], [asynclab.futures.Polled] (what asking once tells),
/// [asynclab.futures.Waker] (who is told when to ask again). No thread, clock or socket is in here:
/// those are an executor's.
///
/// The notebook `06-futures` derives it.
@NullMarked
package asynclab.futures;

import org.jspecify.annotations.NullMarked;

/// Networking for futures: sockets whose every wait is a future.
///
/// In reading order: [asynclab.net.AsyncStream], [asynclab.net.AsyncListener],
/// [asynclab.net.AsyncUdp], and [asynclab.net.Attempt] (what all are made of: try, and wait where
/// the call would). HTTP stands on them in [asynclab.net.http].
///
/// The notebook `06-futures` uses it.
@NullMarked
package asynclab.net;

import org.jspecify.annotations.NullMarked;

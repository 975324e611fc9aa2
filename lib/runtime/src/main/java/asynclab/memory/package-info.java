/// Values off the heap: bytes at an address that Java neither moves nor repairs.
///
/// In reading order: [asynclab.memory.Field] (one field of a struct, with its type),
/// [asynclab.memory.OffHeap] (a value that may be moved until it is pinned) and
/// [asynclab.memory.Pinned] (a value that stays, so that its address may be kept, also inside it).
///
/// Memory belongs to the [java.lang.foreign.Arena] that is handed in: it says how long a value
/// lives, and which threads may touch it. What Rust refuses to compile is an exception here.
///
/// The notebook `09-pinning` derives it.
@NullMarked
package asynclab.memory;

import org.jspecify.annotations.NullMarked;

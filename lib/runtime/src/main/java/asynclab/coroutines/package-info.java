/// Coroutines: straight-line code with `await` in it, as futures.
///
/// In reading order: [asynclab.coroutines.Async] (the mark on a method),
/// [asynclab.coroutines.Coroutine] (what such a method becomes).
///
/// The notebook `07-async-await` derives it; `07b-stacks-and-colour` compares it with fibers.
@NullMarked
package asynclab.coroutines;

import org.jspecify.annotations.NullMarked;

/// Corofy for Java: rewrites each method marked `@Async` into a state machine that a person can
/// read, edit and run.
///
/// In reading order, which is the order of the passes:
///
/// 1. [asynclab.coroutines.source.Corofy], the door: text in, text out;
/// 2. `Parsed`: javac reads the text and knows every type;
/// 3. `Checked`: what cannot be rewritten is refused at its line;
/// 4. `Lowering` with `Expressions`: statements that hold an await become `Block`s;
/// 5. `Liveness`: which local is still needed after which await;
/// 6. `Shape`: which blocks become states, and which stand inside of another;
/// 7. `Writer` with `Rendered`: the text of the machine.
///
/// What a machine looks like as data, for a drawing: [asynclab.coroutines.source.MachineModel]. The
/// compiler is needed here and in no other package of this module.
///
/// The notebook `07-async-await` derives it.
@NullMarked
package asynclab.coroutines.source;

import org.jspecify.annotations.NullMarked;

/// The second way to a coroutine: classes that javac has compiled are rewritten, instruction by
/// instruction.
///
/// In reading order: [asynclab.coroutines.bytecode.Weaver] (a class file in, class files out),
/// [asynclab.coroutines.bytecode.Machine] (what a woven method says to its machine), `Body` (one
/// method, woven), [asynclab.coroutines.bytecode.WeaverAgent] (for whole programs). What the first
/// one, [asynclab.coroutines.source], does with text is done here with the JVM's types: frames,
/// slots and an operand stack.
@NullMarked
package asynclab.coroutines.bytecode;

import org.jspecify.annotations.NullMarked;

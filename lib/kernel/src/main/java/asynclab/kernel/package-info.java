/// The notebook kernel of the lab: JJava, with what concerns a program of many threads our own. The
/// only package that knows JJava's and JShell's classes. It lives on the class path, because they
/// do.
///
/// In reading order: [asynclab.kernel.Main] starts it; [asynclab.kernel.LabKernel] answers "run
/// this cell", "stop", "end"; [asynclab.kernel.CellEvaluator] cuts a cell into statements, which
/// [asynclab.kernel.CellControl] runs on the [asynclab.kernel.CellThread];
/// [asynclab.kernel.CellBook] leads a stack frame back to the learner's line;
/// [asynclab.kernel.Cells] is what every cell may call. How the kernel is started stands in
/// `kernelspec/`, explained in `README.md`.
@NullMarked
package asynclab.kernel;

import org.jspecify.annotations.NullMarked;

/// The notebook kernel of the lab: JJava, with what concerns a program of many threads our own. The
/// only package that knows JJava's and JShell's classes. It lives on the class path, because they
/// do.
///
/// In reading order: [asynclab.kernel.Main] starts it; [asynclab.kernel.LabKernel] answers "run
/// this cell", "stop", "end"; [asynclab.kernel.CellEvaluator] cuts a cell into statements, which
/// [asynclab.kernel.CellControl] runs on the [asynclab.kernel.CellThread];
/// [asynclab.kernel.CellBook] leads a stack frame back to the learner's line;
/// [asynclab.kernel.Cells] and [asynclab.kernel.Lab] are what every cell may call.
///
/// What is printed goes from [asynclab.kernel.CellStream] through [asynclab.kernel.ThreadLines] to
/// the [asynclab.kernel.CellOutput] of the thread's [asynclab.kernel.Origin], which the
/// [asynclab.kernel.Outbox] sends; [asynclab.kernel.NativeOutput] feeds in what comes past Java.
/// The [asynclab.kernel.Weaver] changes the classes of cells: [asynclab.kernel.LoopChecks] for the
/// stop button, [asynclab.kernel.HandOvers] and [asynclab.kernel.TaskClasses] for tasks,
/// [asynclab.kernel.StateMoves] for coroutines, which [asynclab.kernel.CoroutineClasses] makes of
/// methods marked `@Async`; [asynclab.kernel.CoroutineText] rewrites the same as text.
/// [asynclab.kernel.LivingThreads] knows what goes on after a cell.
///
/// [asynclab.kernel.ErrorText] says what went wrong in the learner's own lines and
/// [asynclab.kernel.Cures] what to do about it; [asynclab.kernel.CrashNote] tells the next kernel
/// how this one died, and [asynclab.kernel.LibraryFit] a learner that notebooks and library are not
/// of one version; [asynclab.kernel.Answers] and [asynclab.kernel.Inspection] serve the editor;
/// [asynclab.kernel.Resume] rebuilds a section from the [asynclab.kernel.NotebookFile]. How the
/// kernel is started stands in `kernelspec/`, explained in `README.md`.
@NullMarked
package asynclab.kernel;

import org.jspecify.annotations.NullMarked;

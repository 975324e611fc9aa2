/// The adapter between the lab and its notebook kernel: the only package that knows JJava's
/// classes. It lives on the class path, because the kernel does.
///
/// In reading order: [asynclab.kernel.LabExtension], what is changed when the kernel starts;
/// [asynclab.kernel.Cells], what every cell may call; [asynclab.kernel.CellOutput], how text finds
/// its cell; [asynclab.kernel.StopButton], how a cell is ended; [asynclab.kernel.Insides], the
/// private fields of JJava we depend on. How the kernel is started stands in `kernelspec/`,
/// explained in `README.md`.
@NullMarked
package asynclab.kernel;

import org.jspecify.annotations.NullMarked;

package asynclab.notebook;

import java.util.Optional;

/// Where the lines of a running program stand in the notebook: the kernel knows, and says so here.
///
/// A cell is compiled as a class with a name of the kernel's making; only the kernel can tell which
/// cell it was and how the line reads. It [installs][#install] what it knows. Without a kernel no
/// class is known.
public interface SourceLines {
  /// A line of a cell.
  ///
  /// @param cell the number in the cell's brackets
  /// @param number the line within the cell, from 1
  /// @param text the line as it was when the cell ran
  record Line(int cell, int number, String text) {}

  /// The line of a class, if the class was made from a cell.
  ///
  /// @param className its binary name, such as `REPL.$JShell$14`
  /// @param line the line number as in a stack frame
  Optional<Line> of(String className, int line);

  /// Makes `lines` the source for everything that is drawn from now on.
  static void install(SourceLines lines) {
    Code.installed = lines;
  }
}

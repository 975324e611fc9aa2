package asynclab.notebook.checks;

/// The exercise `05.layout`: how a stack must look before its function is entered for the first
/// time, by the `ret` at the end of a switch. For x86-64 with the System V convention.
@FunctionalInterface
public interface FirstStack {
  /// Offsets from T, the top, in bytes: the word below T stands at -8.
  ///
  /// @param f where the address of the fiber's function stands
  /// @param skip where the address of skip stands, a function that does nothing but return
  /// @param guard where the address of guard stands, which gives the slot back
  /// @param rsp the stack pointer that the switch loads
  record Layout(int f, int skip, int guard, int rsp) {}

  /// The three words, and the stack pointer.
  Layout layout();
}

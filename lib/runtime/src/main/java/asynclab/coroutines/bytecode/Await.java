package asynclab.coroutines.bytecode;

import asynclab.coroutines.bytecode.Fields.Field;
import java.util.List;

/// One place where a method may be left.
///
/// @param number the state that means it, from 1
/// @param place the call in the code
/// @param slots what is needed after it
/// @param stack the operands that lie under the future, the lowest first
record Await(int number, int place, List<Kept> slots, List<Kept> stack) {
  /// A value, and the field that keeps it while the method is left.
  ///
  /// @param slot where it lies; -1 for an operand
  record Kept(int slot, Value value, Field field) {
    /// Whether the field has to be emptied, for the collector.
    boolean isEmptied() {
      return value.type() != null && !field.isPinned();
    }
  }
}

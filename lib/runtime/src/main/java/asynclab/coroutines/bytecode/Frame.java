package asynclab.coroutines.bytecode;

import java.util.ArrayList;
import java.util.List;

/// What the slots and the operand stack hold at one place. The second slot of a long or a double
/// holds [Value#NOTHING].
final class Frame {
  final List<Value> slots;

  /// The last one is on top; a long is one value.
  final List<Value> stack;

  Frame(List<Value> slots, List<Value> stack) {
    this.slots = new ArrayList<>(slots);
    this.stack = new ArrayList<>(stack);
  }

  Frame copy() {
    return new Frame(slots, stack);
  }

  Value slot(int slot) {
    return slot < slots.size() ? slots.get(slot) : Value.NOTHING;
  }

  void store(int slot, Value value) {
    while (slots.size() < slot + value.slots()) slots.add(Value.NOTHING);
    // Half a long is nothing any more.
    if (slot > 0 && slots.get(slot - 1).slots() == 2) slots.set(slot - 1, Value.NOTHING);
    slots.set(slot, value);
    if (value.slots() == 2) slots.set(slot + 1, Value.NOTHING);
  }

  void push(Value value) {
    if (value.slots() > 0) stack.add(value);
  }

  Value pop() {
    return stack.removeLast();
  }

  void pop(int values) {
    for (var i = 0; i < values; i++) pop();
  }

  /// Copies what lies in the topmost `slots` slots to below the `under` slots that lie under it.
  void duplicate(int slots, int under) {
    var top = take(slots);
    var below = take(under);
    stack.addAll(top);
    stack.addAll(below);
    stack.addAll(top);
  }

  void swap() {
    var top = pop();
    var below = pop();
    push(top);
    push(below);
  }

  private List<Value> take(int slots) {
    var taken = new ArrayList<Value>();
    for (var left = slots; left > 0; left -= taken.getFirst().slots()) taken.addFirst(pop());
    return taken;
  }

  /// An object made at `made` has become one of its class: its constructor has run.
  void initialized(int made, Value object) {
    slots.replaceAll(value -> value.made() == made ? object : value);
    stack.replaceAll(value -> value.made() == made ? object : value);
  }
}

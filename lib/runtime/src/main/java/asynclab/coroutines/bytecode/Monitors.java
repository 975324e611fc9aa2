package asynclab.coroutines.bytecode;

import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.MonitorInstruction;
import java.util.ArrayDeque;
import java.util.Arrays;

/// How many locks are held at each place.
final class Monitors {
  private final Code code;
  private final int[] held;
  private final ArrayDeque<Integer> queue = new ArrayDeque<>();

  Monitors(Code code) {
    this.code = code;
    held = new int[code.size()];
    Arrays.fill(held, -1);
    reach(0, 0);
    while (!queue.isEmpty()) visit(queue.remove());
  }

  boolean isHeld(int place) {
    return held[place] > 0;
  }

  /// The first way to a place tells: javac leaves each block as it entered it.
  private void reach(int place, int count) {
    if (held[place] >= 0) return;
    held[place] = count;
    queue.add(place);
  }

  private void visit(int place) {
    var after = held[place];
    if (code.elements.get(place) instanceof MonitorInstruction monitor) {
      after += monitor.opcode() == Opcode.MONITORENTER ? 1 : -1;
    }
    for (var next : code.next(place)) reach(next, Math.max(0, after));
    for (var handler : code.handlersAsked(place)) reach(handler, held[place]);
  }
}

package asynclab.coroutines.bytecode;

import java.lang.classfile.instruction.IncrementInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.util.BitSet;

/// Which slots are needed from each place on: read before they are written, on some way from there.
final class Liveness {
  private final Code code;
  private final BitSet[] needed;

  Liveness(Code code) {
    this.code = code;
    needed = new BitSet[code.size() + 1];
    for (var place = 0; place <= code.size(); place++) needed[place] = new BitSet();
    while (improves()) {} // ends: sets only grow, and slots are few
  }

  BitSet at(int place) {
    return needed[place];
  }

  private boolean improves() {
    var better = false;
    for (var place = code.size() - 1; place >= 0; place--) {
      var before = needed[place];
      var size = before.cardinality();
      before.or(through(place));
      if (before.cardinality() > size) better = true;
    }
    return better;
  }

  private BitSet through(int place) {
    var slots = new BitSet();
    for (var next : code.next(place)) slots.or(needed[next]);
    switch (code.elements.get(place)) {
      case StoreInstruction store -> slots.clear(store.slot());
      case LoadInstruction load -> slots.set(load.slot());
      case IncrementInstruction increment -> slots.set(increment.slot());
      default -> {}
    }
    // A failure may come before the store: what a handler reads has to be there all the time.
    for (var handler : code.handlers(place)) slots.or(needed[handler]);
    return slots;
  }
}

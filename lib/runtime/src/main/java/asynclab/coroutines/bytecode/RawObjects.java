package asynclab.coroutines.bytecode;

import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.StackInstruction;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// Objects that are made before an await and get their constructor after it: `new A(await(x))`.
///
/// Such an object can be in no field. So its `new` is moved to behind the arguments, which javac
/// has put in between; nobody can see the difference, except that its class is initialized later.
final class RawObjects {
  private final Code code;
  private final Frames frames;
  private final Set<Integer> moved = new HashSet<>();
  private final Set<Integer> dropped = new HashSet<>();

  RawObjects(Code code, Frames frames) {
    this.code = code;
    this.frames = frames;
    for (var place = 0; place < code.size(); place++) {
      var frame = frames.at(place);
      if (frame == null) continue;
      if (!(code.elements.get(place) instanceof InvokeInstruction call && Names.isAwait(call)))
        continue;
      for (var value : frame.stack) if (value.isRaw()) moved.add(value.made());
    }
    for (var made : moved) dropPair(made);
  }

  private void dropPair(int made) {
    dropped.add(made);
    for (var place = made + 1; place < code.size(); place++) {
      if (code.elements.get(place) instanceof StackInstruction stack
          && stack.opcode() == Opcode.DUP) {
        dropped.add(place);
        return;
      }
    }
  }

  /// Whether this instruction makes such an object, or its second reference: neither is written.
  boolean isDropped(int place) {
    return dropped.contains(place);
  }

  /// A stack as it is without such objects.
  List<Value> without(List<Value> stack) {
    return stack.stream().filter(value -> !moved.contains(value.made())).toList();
  }

  /// Whether this calls the constructor of such an object.
  boolean isConstructor(int place, InvokeInstruction call) {
    if (!call.name().equalsString("<init>")) return false;
    var stack = Objects.requireNonNull(frames.at(place)).stack;
    var receiver = stack.get(stack.size() - 1 - call.typeSymbol().parameterCount());
    return moved.contains(receiver.made());
  }

  /// Where javac does not make, copy and construct one object, but something else; -1 for nowhere.
  int unknownShape() {
    for (var made : moved) {
      var next = code.instructionAfter(made);
      if (!(next instanceof StackInstruction stack && stack.opcode() == Opcode.DUP)) return made;
    }
    for (var place = 0; place < code.size(); place++) if (isUnknown(place)) return place;
    return -1;
  }

  private boolean isUnknown(int place) {
    var frame = frames.at(place);
    if (frame == null || isDropped(place)) return false;
    if (frame.slots.stream().anyMatch(value -> moved.contains(value.made()))) return true;
    return switch (code.elements.get(place)) {
      case StackInstruction stack -> touches(frame, operands(stack.opcode()));
      case InvokeInstruction call
          when call.opcode() == Opcode.INVOKESPECIAL && isConstructor(place, call) ->
          !isPair(frame, call);
      case NewObjectInstruction _ -> moved.contains(place);
      default -> false;
    };
  }

  private boolean isPair(Frame frame, InvokeInstruction call) {
    var top = frame.stack.size() - 1 - call.typeSymbol().parameterCount();
    var made = frame.stack.get(top).made();
    return top > 0
        && frame.stack.get(top - 1).made() == made
        && frame.stack.stream().filter(value -> value.made() == made).count() == 2;
  }

  private boolean touches(Frame frame, int slots) {
    var left = slots;
    for (var i = frame.stack.size() - 1; i >= 0 && left > 0; i--) {
      if (moved.contains(frame.stack.get(i).made())) return true;
      left -= frame.stack.get(i).slots();
    }
    return false;
  }

  private static int operands(Opcode opcode) {
    return switch (opcode) {
      case POP, DUP -> 1;
      case POP2, DUP2, DUP_X1, SWAP -> 2;
      case DUP_X2, DUP2_X1 -> 3;
      default -> 4;
    };
  }
}

package asynclab.coroutines.bytecode;

import asynclab.coroutines.bytecode.Await.Kept;
import asynclab.coroutines.bytecode.Fields.Field;
import java.lang.classfile.AccessFlags;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.IncrementInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.constant.ClassDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// What is to be done with one method: its awaits, and what its machine keeps.
final class Plan {
  final Code code;
  final Frames frames;
  final Liveness liveness;
  final Fields fields = new Fields();

  /// `this` if there is one, then the arguments, each in the slot where the method has it.
  final List<Kept> arguments = new ArrayList<>();

  final List<Await> awaits = new ArrayList<>();
  final RawObjects raw;
  private final Set<Integer> written = new HashSet<>();

  Plan(ClassDesc host, MethodModel method) {
    code = new Code(method.code().orElseThrow());
    var types = arguments(host, method);
    frames = new Frames(code, types);
    liveness = new Liveness(code);
    raw = new RawObjects(code, frames);
    findWritten();
    var isStatic = isStatic(method.flags());
    var slot = 0;
    for (var type : types) {
      arguments.add(argument(slot, type, !isStatic && slot == 0));
      slot += Value.of(type).slots();
    }
    for (var place = 0; place < code.size(); place++) if (isAwait(place)) awaits.add(await(place));
  }

  static boolean isStatic(AccessFlags flags) {
    return flags.has(AccessFlag.STATIC);
  }

  private static List<ClassDesc> arguments(ClassDesc host, MethodModel method) {
    var types = new ArrayList<ClassDesc>();
    if (!isStatic(method.flags())) types.add(host);
    types.addAll(method.methodTypeSymbol().parameterList());
    return types;
  }

  private void findWritten() {
    for (var element : code.elements) {
      if (element instanceof StoreInstruction store) written.add(store.slot());
      if (element instanceof IncrementInstruction increment) written.add(increment.slot());
    }
  }

  private Kept argument(int slot, ClassDesc type, boolean isThis) {
    var variable = code.variable(slot, code.first());
    var name =
        isThis ? "this$0" : variable == null ? "argument" + slot : variable.name().stringValue();
    var field = fields.argument(name, type, isThis, !written.contains(slot));
    return new Kept(slot, Value.of(type), field);
  }

  private boolean isAwait(int place) {
    return frames.at(place) != null
        && code.elements.get(place) instanceof InvokeInstruction call
        && Names.isAwait(call);
  }

  private Await await(int place) {
    var frame = Objects.requireNonNull(frames.at(place));
    var taken = new HashSet<Field>();
    var needed = liveness.at(place);
    var slots = new ArrayList<Kept>();
    for (var slot = needed.nextSetBit(0); slot >= 0; slot = needed.nextSetBit(slot + 1)) {
      slots.add(kept(slot, frame.slot(slot), place, taken));
    }
    var stack = new ArrayList<Kept>();
    for (var value : raw.without(frame.stack.subList(0, frame.stack.size() - 1))) {
      var field = fields.of("operand" + stack.size(), value.fieldType(), true, taken);
      stack.add(new Kept(-1, value, field));
      taken.add(field);
    }
    return new Await(awaits.size() + 1, place, slots, stack);
  }

  private Kept kept(int slot, Value value, int place, Set<Field> taken) {
    for (var argument : arguments) {
      if (argument.slot() == slot && argument.field().isPinned()) return argument;
    }
    var variable = code.variable(slot, place);
    var name = variable == null ? "slot" + slot : variable.name().stringValue();
    // The JVM knows no boolean, and of null it knows no type; the variable does.
    var isVague = value.equals(Value.INT) || value.isNull();
    var type = variable != null && isVague ? variable.typeSymbol() : value.fieldType();
    var field = fields.of(name, type, variable == null, taken);
    taken.add(field);
    return new Kept(slot, value, field);
  }

  /// The line of each state: of the method, then of each await.
  int[] lines() {
    var lines = new int[awaits.size() + 1];
    lines[0] = code.line(0);
    for (var await : awaits) lines[await.number()] = code.line(await.place());
    return lines;
  }

  /// More bytes than the woven code can have.
  int bytesAtMost() {
    var bytes = 64 + code.attribute.codeLength() + 12 * arguments.size();
    for (var await : awaits) {
      bytes += 64 + 32 * (await.slots().size() + await.stack().size());
    }
    return bytes;
  }
}

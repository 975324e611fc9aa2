package asynclab.coroutines.bytecode;

import asynclab.coroutines.bytecode.Await.Kept;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.StackMapTableAttribute;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.LocalVariable;
import java.lang.classfile.instruction.LocalVariableType;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// One method, woven: `static Polled run(Machine, Waker, int state)`.
///
/// The instructions stay as javac wrote them, with their slots. In front stands a switch that jumps
/// to where the method was left; behind stands for each await what brings back slots and operands.
/// An await itself becomes:
///
/// ```
///   machine.begin(future, 3)
///   if (machine.mustWait(waker)) { operands and slots into fields; return pending }
/// ready 3:
///   machine.result()
/// ```
///
/// and behind the method, outside of every `try`:
///
/// ```
/// resumed 3:
///   if (machine.mustWait(waker)) return pending       // nothing is moved to find that out
///   slots and operands out of fields; goto ready 3
/// ```
final class Body {
  private final CodeBuilder builder;
  private final Plan plan;
  private final ClassDesc machine;
  private final WovenFrames frames;
  private final List<Label> resumed = new ArrayList<>();
  private final List<Label> ready = new ArrayList<>();
  private final Label pending;
  private final Label returned;
  private final int machineSlot;
  private final int wakerSlot;
  private boolean returns;

  Body(CodeBuilder builder, Plan plan, ClassDesc machine) {
    this.builder = builder;
    this.plan = plan;
    this.machine = machine;
    // The three arguments come in where the method has its own, and move behind those.
    machineSlot = Math.max(3, plan.code.attribute.maxLocals());
    wakerSlot = machineSlot + 1;
    frames = new WovenFrames(plan, machine, machineSlot);
    pending = builder.newLabel();
    returned = builder.newLabel();
    for (var _ : plan.awaits) {
      resumed.add(builder.newLabel());
      ready.add(builder.newLabel());
    }
  }

  void write() {
    head();
    for (var place = 0; place < plan.code.size(); place++) element(place);
    for (var await : plan.awaits) resume(await);
    if (!plan.awaits.isEmpty()) {
      builder.labelBinding(pending);
      frames.add(pending, List.of(), List.of());
      returnPending();
    }
    if (returns) {
      builder.labelBinding(returned);
      frames.add(returned, List.of(), List.of(Value.of(Names.FUTURE)));
      builder.aload(machineSlot).swap();
      builder.invokevirtual(Names.MACHINE, "end", Names.END).areturn();
    }
    builder.with(StackMapTableAttribute.of(frames.all()));
  }

  private void head() {
    builder.lineNumber(plan.code.line(0));
    builder.aload(0).astore(machineSlot).aload(1).astore(wakerSlot);
    if (!plan.awaits.isEmpty()) {
      var start = builder.newLabel();
      var cases = new ArrayList<SwitchCase>();
      for (var await : plan.awaits) {
        cases.add(SwitchCase.of(await.number(), resumed.get(await.number() - 1)));
      }
      builder.iload(2);
      builder.with(TableSwitchInstruction.of(1, cases.size(), start, cases));
      builder.labelBinding(start);
      frames.add(start, List.of(), List.of());
      builder.nop(); // the method's first instruction may have a frame of its own
    }
    var needed = plan.liveness.at(0);
    for (var argument : plan.arguments) if (needed.get(argument.slot())) restore(argument);
  }

  private void element(int place) {
    var element = plan.code.elements.get(place);
    switch (element) {
      case LabelTarget target -> {
        builder.with(target);
        frames.addTold(target.label(), place);
      }
      case InvokeInstruction call when plan.frames.at(place) != null -> call(call, place);
      case ReturnInstruction _ when plan.frames.at(place) != null -> areturn(place);
      case Instruction _ when plan.raw.isDropped(place) -> {}
      case Instruction _, LineNumber _, ExceptionCatch _, LocalVariable _, LocalVariableType _ ->
          builder.with(element);
      default -> {} // annotations of types
    }
  }

  private void call(InvokeInstruction call, int place) {
    if (Names.isAwait(call)) {
      for (var await : plan.awaits) if (await.place() == place) await(await);
    } else if (plan.raw.isConstructor(place, call)) {
      construct(call);
    } else if (isSettled(call) && plan.code.instructionAfter(place) instanceof ReturnInstruction) {
      // What is returned as a finished future is returned as finished.
      var type = call.typeSymbol().changeReturnType(Names.READY);
      builder.invokestatic(Names.POLLED, call.name().stringValue(), type, true).areturn();
    } else {
      builder.with(call);
    }
  }

  private static boolean isSettled(InvokeInstruction call) {
    return call.owner().matches(Names.FUTURE)
        && call.opcode() == Opcode.INVOKESTATIC
        && List.of("ready", "failed", "done").contains(call.name().stringValue());
  }

  private void await(Await await) {
    builder.aload(machineSlot).swap().loadConstant(await.number());
    builder.invokevirtual(Names.MACHINE, "begin", Names.BEGIN);
    mustWait();
    builder.ifeq(ready.get(await.number() - 1));
    for (var operand : await.stack().reversed()) saveOperand(operand);
    for (var slot : await.slots()) save(slot);
    returnPending();
    builder.labelBinding(ready.get(await.number() - 1));
    frames.add(
        ready.get(await.number() - 1),
        await.slots(),
        await.stack().stream().map(Kept::value).toList());
    builder.aload(machineSlot).invokevirtual(Names.MACHINE, "result", Names.RESULT);
  }

  private void mustWait() {
    builder.aload(machineSlot).aload(wakerSlot);
    builder.invokevirtual(Names.MACHINE, "mustWait", Names.MUST_WAIT);
  }

  private void returnPending() {
    builder.invokestatic(Names.POLLED, "pending", Names.PENDING, true).areturn();
  }

  private void saveOperand(Kept operand) {
    if (operand.value().isNull()) {
      builder.pop();
      return;
    }
    builder.aload(machineSlot);
    if (operand.value().slots() == 2) builder.dup_x2().pop();
    else builder.swap();
    builder.putfield(machine, operand.field().name(), operand.field().type());
  }

  private void save(Kept kept) {
    if (kept.value().isNull() || kept.field().isPinned()) return;
    builder.aload(machineSlot).loadLocal(kept.value().kind(), kept.slot());
    builder.putfield(machine, kept.field().name(), kept.field().type());
  }

  private void resume(Await await) {
    builder.labelBinding(resumed.get(await.number() - 1));
    frames.add(resumed.get(await.number() - 1), List.of(), List.of());
    builder.lineNumber(plan.code.line(await.place()));
    mustWait();
    builder.ifne(pending);
    for (var slot : await.slots()) restore(slot);
    for (var operand : await.stack()) load(operand);
    builder.goto_(ready.get(await.number() - 1));
  }

  private void restore(Kept kept) {
    load(kept);
    builder.storeLocal(kept.value().kind(), kept.slot());
  }

  /// Puts it on the stack, and lets go of it.
  private void load(Kept kept) {
    if (kept.value().isNull()) {
      builder.aconst_null();
      return;
    }
    var field = kept.field();
    builder.aload(machineSlot).getfield(machine, field.name(), field.type());
    if (!kept.isEmptied()) return;
    builder.aload(machineSlot).aconst_null().putfield(machine, field.name(), field.type());
  }

  /// The object is made now, with its arguments on the stack.
  private void construct(InvokeInstruction call) {
    var types = call.typeSymbol().parameterList();
    var slots = new int[types.size()];
    var free = wakerSlot + 1;
    for (var i = types.size() - 1; i >= 0; i--) {
      slots[i] = free;
      builder.storeLocal(TypeKind.from(types.get(i)), free);
      free += TypeKind.from(types.get(i)).slotSize();
    }
    builder.with((CodeElement) NewObjectInstruction.of(call.owner())).dup();
    for (var i = 0; i < slots.length; i++) {
      builder.loadLocal(TypeKind.from(types.get(i)), slots[i]);
    }
    builder.with(call);
  }

  /// Goes to a place outside of every `try`: what is wrong with the future is not caught here.
  private void areturn(int place) {
    if (isSettledBefore(place)) return;
    returns = true;
    var below = plan.raw.without(Objects.requireNonNull(plan.frames.at(place)).stack);
    if (below.size() > 1) {
      builder.astore(wakerSlot + 1);
      for (var value : below.subList(0, below.size() - 1).reversed()) {
        if (value.slots() == 2) builder.pop2();
        else builder.pop();
      }
      builder.aload(wakerSlot + 1);
    }
    builder.goto_(returned);
  }

  private boolean isSettledBefore(int place) {
    for (var i = place - 1; i >= 0; i--) {
      var element = plan.code.elements.get(i);
      if (element instanceof InvokeInstruction call) return isSettled(call);
      if (!(element instanceof LineNumber)) return false;
    }
    return false;
  }
}

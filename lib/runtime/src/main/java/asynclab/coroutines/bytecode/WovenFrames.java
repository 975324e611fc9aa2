package asynclab.coroutines.bytecode;

import asynclab.coroutines.bytecode.Await.Kept;
import java.lang.classfile.Label;
import java.lang.classfile.attribute.StackMapFrameInfo;
import java.lang.classfile.attribute.StackMapFrameInfo.SimpleVerificationTypeInfo;
import java.lang.classfile.attribute.StackMapFrameInfo.VerificationTypeInfo;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/// The table of frames of a woven method: the compiler's, without what is not needed from there on
/// (a resumed method has not got it), and ours. In all of them machine and waker are there.
final class WovenFrames {
  private final Plan plan;
  private final ClassDesc machine;
  private final int machineSlot;
  private final List<StackMapFrameInfo> all = new ArrayList<>();

  WovenFrames(Plan plan, ClassDesc machine, int machineSlot) {
    this.plan = plan;
    this.machine = machine;
    this.machineSlot = machineSlot;
  }

  /// In the order of the code.
  List<StackMapFrameInfo> all() {
    return all;
  }

  void add(Label label, List<Kept> slots, List<Value> stack) {
    var values = new TreeMap<Integer, Value>();
    for (var kept : slots) values.put(kept.slot(), kept.value());
    add(label, values, stack.stream().map(Value::inFrame).toList());
  }

  /// The compiler's frame at a label, if it has one there.
  void addTold(Label label, int place) {
    var told = plan.frames.told(label);
    if (told == null) return;
    var frame = Objects.requireNonNull(plan.frames.at(place));
    var needed = plan.liveness.at(place);
    var values = new TreeMap<Integer, Value>();
    for (var slot = needed.nextSetBit(0); slot >= 0; slot = needed.nextSetBit(slot + 1)) {
      values.put(slot, frame.slot(slot));
    }
    var stack = new ArrayList<VerificationTypeInfo>();
    for (var i = 0; i < frame.stack.size(); i++) {
      var value = frame.stack.get(i);
      if (plan.raw.without(List.of(value)).isEmpty()) continue;
      stack.add(value.isRaw() ? told.stack().get(i) : value.inFrame());
    }
    add(label, values, stack);
  }

  private void add(Label label, SortedMap<Integer, Value> slots, List<VerificationTypeInfo> stack) {
    slots.put(machineSlot, Value.of(machine));
    slots.put(machineSlot + 1, Value.of(Names.WAKER));
    var locals = new ArrayList<VerificationTypeInfo>();
    var next = 0;
    for (var slot : slots.entrySet()) {
      for (; next < slot.getKey(); next++) locals.add(SimpleVerificationTypeInfo.TOP);
      locals.add(slot.getValue().inFrame());
      next += Math.max(1, slot.getValue().slots());
    }
    all.add(StackMapFrameInfo.of(label, locals, stack));
  }
}

package asynclab.coroutines.bytecode;

import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.LocalVariable;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.classfile.instruction.ThrowInstruction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The code of one method as a list, and the ways through it. A place is an index into that list.
final class Code {
  final CodeAttribute attribute;
  final List<CodeElement> elements;
  private final Map<Label, Integer> places = new HashMap<>();
  private final List<ExceptionCatch> catches = new ArrayList<>();
  private final List<LocalVariable> variables = new ArrayList<>();
  private final List<List<Integer>> handlers = new ArrayList<>();

  Code(CodeModel model) {
    attribute = (CodeAttribute) model;
    elements = model.elementList();
    for (var place = 0; place < elements.size(); place++) {
      switch (elements.get(place)) {
        case LabelTarget target -> places.put(target.label(), place);
        case ExceptionCatch c -> catches.add(c);
        case LocalVariable variable -> variables.add(variable);
        default -> {}
      }
    }
    for (var place = 0; place < elements.size(); place++) {
      handlers.add(catchesAt(place).stream().map(c -> place(c.handler())).toList());
    }
  }

  int size() {
    return elements.size();
  }

  int place(Label label) {
    return Objects.requireNonNull(places.get(label), "a label of this code");
  }

  private List<ExceptionCatch> catchesAt(int place) {
    return catches.stream()
        .filter(c -> place(c.tryStart()) <= place && place < place(c.tryEnd()))
        .toList();
  }

  /// Where a failure at `place` leads as far as the verifier goes: to all that cover the place.
  List<Integer> handlers(int place) {
    return handlers.get(place);
  }

  /// Where it leads when the method runs: none that follows one for all failures is asked.
  List<Integer> handlersAsked(int place) {
    var asked = new ArrayList<Integer>();
    for (var c : catchesAt(place)) {
      asked.add(place(c.handler()));
      if (c.catchType().isEmpty()) break;
    }
    return asked;
  }

  /// Where it goes on after `place` when nothing fails.
  List<Integer> next(int place) {
    return switch (elements.get(place)) {
      case BranchInstruction b when isGoto(b) -> List.of(place(b.target()));
      case BranchInstruction b -> List.of(place + 1, place(b.target()));
      case LookupSwitchInstruction s -> targets(s.cases(), s.defaultTarget());
      case TableSwitchInstruction s -> targets(s.cases(), s.defaultTarget());
      case ReturnInstruction _, ThrowInstruction _ -> List.of();
      default -> place + 1 < size() ? List.of(place + 1) : List.of();
    };
  }

  /// Whether what follows `place` is reached from somewhere else alone.
  boolean isEnd(int place) {
    return switch (elements.get(place)) {
      case BranchInstruction b -> isGoto(b);
      case LookupSwitchInstruction _, TableSwitchInstruction _ -> true;
      case ReturnInstruction _, ThrowInstruction _ -> true;
      default -> false;
    };
  }

  private static boolean isGoto(BranchInstruction b) {
    return b.opcode() == Opcode.GOTO || b.opcode() == Opcode.GOTO_W;
  }

  private List<Integer> targets(List<SwitchCase> cases, Label otherwise) {
    var targets = new ArrayList<Integer>();
    for (var one : cases) targets.add(place(one.target()));
    targets.add(place(otherwise));
    return targets;
  }

  /// The instruction that follows `place`, or null when a frame or the end comes first.
  @Nullable Instruction instructionAfter(int place) {
    for (var i = place + 1; i < size(); i++) {
      if (elements.get(i) instanceof Instruction instruction) return instruction;
      if (!(elements.get(i) instanceof LineNumber)) return null;
    }
    return null;
  }

  /// The place of the first instruction.
  int first() {
    var place = 0;
    while (!(elements.get(place) instanceof Instruction)) place++;
    return place;
  }

  /// The line of `place`, or 0.
  int line(int place) {
    for (var i = place; i >= 0; i--) {
      if (elements.get(i) instanceof LineNumber line) return line.line();
    }
    for (var element : elements) if (element instanceof LineNumber line) return line.line();
    return 0;
  }

  /// The local that `slot` holds at `place`, when javac was told to keep names.
  @Nullable LocalVariable variable(int slot, int place) {
    for (var variable : variables) {
      if (variable.slot() == slot
          && place(variable.startScope()) <= place
          && place < place(variable.endScope())) return variable;
    }
    return null;
  }
}

package asynclab.coroutines.bytecode;

import asynclab.coroutines.bytecode.WeaveException.Refusal;
import java.lang.classfile.ClassModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What cannot be woven is refused with the reason and the cure: all of it, before anything is
/// made. The words are those of the other way, where both refuse.
final class Refused {
  /// A jump reaches 32,767 bytes, and frames are told for the jumps that javac has chosen.
  private static final int CODE_BYTES_MAX = 32_000;

  /// The first version whose classes must bring their frames: Java 7.
  private static final int VERSION_MIN = 51;

  private final ClassModel host;
  private final List<Refusal> found = new ArrayList<>();

  Refused(ClassModel host) {
    this.host = host;
  }

  /// Throws if anything was refused.
  void end() {
    if (!found.isEmpty()) throw new WeaveException(found);
  }

  /// Whether `method` is to be woven and can be, as far as its head tells.
  boolean allows(MethodModel method) {
    var before = found.size();
    var isMarked = Weaver.isMarked(method);
    if (isMarked) checkHead(method);
    if (method.code().isPresent()) checkCalls(method, isMarked);
    return isMarked && found.size() == before;
  }

  private void checkHead(MethodModel method) {
    var name = method.methodName().stringValue();
    if (!method.methodTypeSymbol().returnType().equals(Names.FUTURE)) {
      refuse(method, 0, name + " is marked @Async and has to return a Future<…>");
    }
    if (method.code().isEmpty()) {
      refuse(method, 0, name + " is marked @Async and has no body to rewrite");
    }
    if (method.flags().has(AccessFlag.SYNCHRONIZED)) {
      refuse(
          method,
          line(method),
          name
              + " is synchronized: its lock belongs to the thread and cannot be held while it waits;"
              + " put a synchronized block around what needs it, without an await inside");
    }
    if (host.majorVersion() < VERSION_MIN) {
      refuse(method, line(method), name + " was compiled for Java 6 or older: compile it anew");
    }
  }

  private void checkCalls(MethodModel method, boolean isMarked) {
    var code = new Code(method.code().orElseThrow());
    for (var place = 0; place < code.size(); place++) {
      if (!(code.elements.get(place) instanceof Instruction instruction)) continue;
      var reason = obstacle(method, isMarked, instruction);
      if (reason != null) refuse(method, code.line(place), reason);
    }
  }

  private @Nullable String obstacle(MethodModel method, boolean isMarked, Instruction instruction) {
    return switch (instruction) {
      case InvokeDynamicInstruction made when refersToAwait(made) ->
          "await as a method reference would run later, in another method: "
              + "call it where the method can be left";
      case InvokeInstruction call when Names.isAwait(call) && !isMarked -> unmarked(method);
      default -> null;
    };
  }

  private static boolean refersToAwait(InvokeDynamicInstruction made) {
    return made.bootstrapArgs().stream()
        .anyMatch(argument ->
            argument instanceof DirectMethodHandleDesc handle
                && handle.owner().equals(Names.COROUTINE)
                && handle.methodName().equals("await"));
  }

  private String unmarked(MethodModel method) {
    var name = method.methodName().stringValue();
    if (isLambda(method)) {
      return "await inside a lambda: the lambda is a method of its own, and not a coroutine; "
          + "await outside of it, or make it a method marked @Async";
    }
    return switch (name) {
      case "<init>" ->
          "await in a constructor: an object half made cannot wait; "
              + "make a static method marked @Async that returns a Future of it";
      case "<clinit>" -> "await in an initializer block: no method is there to be left";
      default ->
          "await in %s, which is no coroutine: mark it @Async".formatted(name)
              + (method.methodTypeSymbol().returnType().equals(Names.FUTURE)
                  ? ""
                  : " and let it return a Future<…>");
    };
  }

  private static boolean isLambda(MethodModel method) {
    return method.flags().has(AccessFlag.SYNTHETIC)
        && method.methodName().stringValue().startsWith("lambda$");
  }

  /// What only the way through the code tells.
  void check(MethodModel method, Plan plan) {
    var name = method.methodName().stringValue();
    var monitors = new Monitors(plan.code);
    for (var await : plan.awaits) {
      if (!monitors.isHeld(await.place())) continue;
      refuse(
          method,
          plan.code.line(await.place()),
          "await inside synchronized: the lock belongs to the thread and cannot be held while the "
              + "method waits; await before or after it");
    }
    var unknown = plan.raw.unknownShape();
    if (unknown >= 0) {
      refuse(
          method,
          plan.code.line(unknown),
          "await among the arguments of a constructor, in code that javac does not write; "
              + "await before it, into a local");
    }
    if (plan.bytesAtMost() > CODE_BYTES_MAX) {
      refuse(method, line(method), name + " is too long for jumps to reach its end: split it");
    }
  }

  private static int line(MethodModel method) {
    return method.code().map(model -> new Code(model).line(0)).orElse(0);
  }

  private void refuse(MethodModel method, int line, String message) {
    var type = host.thisClass().asInternalName().replace('/', '.');
    var name = method.methodName().stringValue();
    if (isLambda(method)) name = name.substring("lambda$".length(), name.lastIndexOf('$'));
    found.add(new Refusal(type, name, line, message));
  }
}

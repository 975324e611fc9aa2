package asynclab.kernel;

import asynclab.coroutines.bytecode.Weaver.Woven;
import java.util.List;
import java.util.Optional;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import org.jspecify.annotations.Nullable;

/// Makes methods of cells that are marked `@Async` coroutines, when JShell hands their class over.
///
/// A class that cannot be woven is loaded as it is, so that JShell's books are right, and the
/// reason is kept for the one who evaluates: nothing of the statement runs.
final class CoroutineClasses {
  private @Nullable RuntimeException refusal; // of the thread that compiles

  /// The class to load, and what comes with it.
  List<Woven> of(ClassBytecodes type) {
    var asItIs = List.of(new Woven(type.name(), type.bytecodes()));
    try {
      var woven = asynclab.coroutines.bytecode.Weaver.weave(type.bytecodes());
      return woven.isEmpty() ? asItIs : woven;
    } catch (RuntimeException refused) {
      refusal = refused;
      return asItIs;
    }
  }

  /// Whether a class was refused since [#takeRefusal].
  boolean hasRefused() {
    return refusal != null;
  }

  /// Why, once.
  Optional<RuntimeException> takeRefusal() {
    var last = Optional.ofNullable(refusal);
    refusal = null;
    return last;
  }
}

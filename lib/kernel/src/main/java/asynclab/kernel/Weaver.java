package asynclab.kernel;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.constant.ClassDesc;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Changes the classes of cells as they are loaded: loops ask whether the stop button was pressed
/// ([LoopChecks]), what is handed to a pool remembers its cell ([HandOvers], [TaskClasses]), and
/// coroutines tell of their states ([StateMoves]).
///
/// A look at the bytes tells whether there is anything to change; for most cells there is not, and
/// they pay nothing.
final class Weaver {
  private final Function<String, byte @Nullable []> code;

  /// @param code the bytes of a class of cells by its name, for questions about what extends what
  Weaver(Function<String, byte @Nullable []> code) {
    this.code = code;
  }

  /// The class as it is to be loaded: the same bytes, if there is nothing to change.
  ///
  /// @param loader where all other classes it mentions are found
  byte[] weave(byte[] bytes, ClassLoader loader) {
    var names = new String(bytes, StandardCharsets.ISO_8859_1);
    var loops = names.contains("StackMapTable"); // no branch, no loop
    var streams = names.contains("parallel");
    var pools = streams || HandOvers.mayConcern(names);
    var tasks = TaskClasses.mayConcern(names);
    var coroutines = StateMoves.mayConcern(names);
    if (!loops && !pools && !tasks && !coroutines) return bytes;

    var classFile = ClassFile.of(ClassHierarchyResolverOption.of(resolver(loader)));
    var model = classFile.parse(bytes);
    var change = ClassTransform.ACCEPT_ALL;
    if (loops) {
      change = ClassTransform.transformingMethodBodies(CodeTransform.ofStateful(LoopChecks::new));
    }
    if (pools) change = change.andThen(new HandOvers(model, streams));
    if (coroutines) change = change.andThen(StateMoves.of(model));
    if (tasks && TaskClasses.concern(model)) change = change.andThen(new TaskClasses(model));
    return classFile.transformClass(model, change);
  }

  private ClassHierarchyResolver resolver(ClassLoader loader) {
    var cells = ClassHierarchyResolver.ofResourceParsing(this::stream);
    return cells.orElse(ClassHierarchyResolver.ofResourceParsing(loader)).cached();
  }

  private @Nullable InputStream stream(ClassDesc type) {
    var descriptor = type.descriptorString();
    var found = code.apply(descriptor.substring(1, descriptor.length() - 1).replace('/', '.'));
    return found == null ? null : new ByteArrayInputStream(found);
  }
}

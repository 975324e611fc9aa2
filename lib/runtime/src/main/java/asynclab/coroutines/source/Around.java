package asynclab.coroutines.source;

import com.sun.source.tree.*;
import java.util.Objects;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;

/// The class around the machine, whose members the machine may hide: `close()` in a method means
/// the method's own class, and in a machine the machine.
final class Around {
  private final Draft draft;
  private final Names names;
  private final TypeNames types;
  private final Parsed parsed;

  Around(Draft draft, Names names, TypeNames types) {
    this.draft = draft;
    this.names = names;
    this.types = types;
    this.parsed = draft.parsed;
  }

  /// What `this` was a short name for.
  String self() {
    return name(draft.method, draft.owner);
  }

  /// Whether a name means something else inside of the machine.
  boolean isHidden(String name, Element element) {
    return switch (element.getKind()) {
      case METHOD, FIELD -> names.isHidden(name, element.getKind());
      default -> false;
    };
  }

  /// The name with its class in front, where it is not a name inside of the method.
  String qualified(IdentifierTree tree, Element element) {
    var name = "" + tree.getName();
    for (var path = parsed.path(tree); path != null; path = path.getParentPath()) {
      if (!(path.getLeaf() instanceof ClassTree type)) continue;
      var holder = (TypeElement) Objects.requireNonNull(parsed.element(type));
      if (!parsed.elements.getAllMembers(holder).contains(element)) continue;
      if (isInside(type)) return name;
      var isStatic = element.getModifiers().contains(Modifier.STATIC);
      return name(tree, type) + (isStatic ? "." : ".this.") + name;
    }
    return types.of(Objects.requireNonNull(element.getEnclosingElement()).asType()) + "." + name;
  }

  private String name(Tree tree, ClassTree type) {
    if (!type.getSimpleName().contentEquals(Parsed.LOOSE)) return "" + type.getSimpleName();
    throw draft.refused(
        tree,
        "every coroutine has a member %s of its own: give yours another name".formatted(tree));
  }

  /// Whether a class is declared in the method.
  private boolean isInside(ClassTree type) {
    for (var path = parsed.path(type); path != null; path = path.getParentPath()) {
      if (path.getLeaf() == draft.method) return true;
    }
    return false;
  }
}

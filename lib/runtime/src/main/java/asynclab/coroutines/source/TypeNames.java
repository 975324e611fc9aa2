package asynclab.coroutines.source;

import static java.util.stream.Collectors.joining;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.util.TreeScanner;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import javax.lang.model.element.Element;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.UnionType;
import javax.lang.model.type.WildcardType;
import org.jspecify.annotations.Nullable;

/// Writes types as a person would: by their simple names, with an import where one is missing.
final class TypeNames {
  private final Parsed parsed;
  private final Map<String, Element> visible = new HashMap<>();

  /// What the text declares, in small letters: two class files whose names differ in nothing else
  /// are one file on some systems.
  private final Set<String> declared = new HashSet<>();

  /// Types to import.
  final TreeSet<String> imports = new TreeSet<>();

  TypeNames(Parsed parsed) {
    this.parsed = parsed;
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitIdentifier(IdentifierTree name, @Nullable Void nothing) {
        if (parsed.element(name) instanceof TypeElement type)
          visible.put("" + name.getName(), type);
        return null;
      }

      @Override
      public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
        declared.add(small("" + type.getSimpleName()));
        return super.visitClass(type, null);
      }
    }.scan(parsed.unit, null);
    for (var one : parsed.unit.getImports()) {
      if (one.isStatic()) continue;
      if (parsed.element(one.getQualifiedIdentifier()) instanceof TypeElement type) {
        visible.put("" + type.getSimpleName(), type);
      }
    }
  }

  boolean isTaken(String simpleName) {
    return visible.containsKey(simpleName)
        || declared.contains(small(simpleName))
        || parsed.elements.getTypeElement("java.lang." + simpleName) != null;
  }

  void take(String simpleName, Element owner) {
    visible.put(simpleName, owner);
    declared.add(small(simpleName));
  }

  private static String small(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  String of(String qualifiedName) {
    return of(parsed.known(qualifiedName));
  }

  String of(TypeMirror type) {
    return switch (type) {
      case UnionType union -> of(common(parsed, union));
      case IntersectionType both -> of(both.getBounds().get(0));
      case ArrayType array -> of(array.getComponentType()) + "[]";
      case TypeVariable variable ->
          isCaptured(variable) ? of(variable.getUpperBound()) : "" + variable.asElement();
      case WildcardType wildcard -> wildcard(wildcard);
      case DeclaredType declared -> declared(declared);
      default -> type.getKind() == TypeKind.NULL ? "Object" : plain(type);
    };
  }

  private static String plain(TypeMirror type) {
    return type.getKind().isPrimitive()
        ? type.getKind().name().toLowerCase(java.util.Locale.ROOT)
        : type.toString();
  }

  /// Whether a variable of this type can be declared without `var`.
  static boolean canBeWritten(TypeMirror type) {
    return !(type instanceof IntersectionType)
        && !(type instanceof DeclaredType d
            && d.asElement() instanceof TypeElement e
            && e.getNestingKind() == NestingKind.ANONYMOUS);
  }

  /// The type without its parameters, as in `instanceof` and casts.
  String erased(TypeMirror type) {
    return of(parsed.types.erasure(type));
  }

  String boxed(TypeMirror type) {
    return type instanceof javax.lang.model.type.PrimitiveType primitive
        ? of(parsed.types.boxedClass(primitive))
        : of(type);
  }

  private static boolean isCaptured(TypeVariable variable) {
    return variable.asElement().getSimpleName().contentEquals("<captured wildcard>")
        || variable.toString().startsWith("capture#");
  }

  private String wildcard(WildcardType wildcard) {
    if (wildcard.getExtendsBound() != null) return "? extends " + of(wildcard.getExtendsBound());
    if (wildcard.getSuperBound() != null) return "? super " + of(wildcard.getSuperBound());
    return "?";
  }

  private String declared(DeclaredType type) {
    var element = (TypeElement) type.asElement();
    if (element.getNestingKind() == NestingKind.ANONYMOUS) {
      var interfaces = element.getInterfaces();
      return of(interfaces.isEmpty() ? element.getSuperclass() : interfaces.get(0));
    }
    var name = of(element);
    var arguments = type.getTypeArguments();
    if (arguments.isEmpty()) return name;
    return arguments.stream().map(this::argument).collect(joining(", ", name + "<", ">"));
  }

  /// Inside of `<…>` a captured wildcard is a wildcard again.
  private String argument(TypeMirror type) {
    if (!(type instanceof TypeVariable variable) || !isCaptured(variable)) return of(type);
    if (variable.getLowerBound().getKind() != TypeKind.NULL) {
      return "? super " + of(variable.getLowerBound());
    }
    var upper = of(variable.getUpperBound());
    return upper.equals("Object") ? "?" : "? extends " + upper;
  }

  private String of(TypeElement element) {
    var simple = "" + element.getSimpleName();
    var known = visible.get(simple);
    if (element.equals(known) || element.getNestingKind() == NestingKind.LOCAL) return simple;
    if (element.getEnclosingElement() instanceof TypeElement outer) {
      return parsed.loose && outer.getSimpleName().contentEquals(Parsed.LOOSE)
          ? simple
          : of(outer) + "." + simple;
    }
    if (known != null) return "" + element.getQualifiedName();
    visible.put(simple, element);
    if (!isSeen(parsed.elements.getPackageOf(element))) {
      imports.add("" + element.getQualifiedName());
    }
    return simple;
  }

  /// Whether the types of a package are seen without an import of their own.
  private boolean isSeen(PackageElement home) {
    var name = "" + home.getQualifiedName();
    var own = parsed.unit.getPackageName();
    Predicate<String> isImported = text -> text.equals(name + ".*");
    return name.equals("java.lang")
        || name.equals(own == null ? "" : own.toString())
        || parsed.unit.getImports().stream()
            .map(one -> Objects.toString(one.getQualifiedIdentifier()))
            .anyMatch(isImported);
  }

  /// The nearest class above all alternatives of a multi-catch.
  static TypeMirror common(Parsed parsed, UnionType union) {
    var candidate = union.getAlternatives().get(0);
    while (true) {
      TypeMirror above = candidate;
      if (union.getAlternatives().stream().allMatch(one -> parsed.types.isSubtype(one, above))) {
        return candidate;
      }
      candidate = parsed.types.directSupertypes(candidate).get(0);
    }
  }
}

package asynclab.coroutines.source;

import com.sun.source.tree.EnhancedForLoopTree;
import java.util.List;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;

/// What `for (var each : all)` stands for (JLS 14.14.2).
record ForEach(List<Step> before, Code hasNext, Code next) {
  static ForEach over(Draft draft, EnhancedForLoopTree loop, Code all) {
    var type = bound(draft.parsed.type(loop.getExpression()));
    return type instanceof ArrayType ? overArray(draft, type, all) : overIterable(draft, type, all);
  }

  private static ForEach overArray(Draft draft, TypeMirror type, Code all) {
    var array = draft.temporary("array", type);
    var index = draft.temporary("index", draft.parsed.types.getPrimitiveType(INT));
    return new ForEach(
        List.of(new Step.Assign(array, all), new Step.Assign(index, Code.Mix.of("0"))),
        Code.Mix.of("%s < %s.length", new Code.Use(index), new Code.Use(array)),
        Code.Mix.of("%s[%s++]", new Code.Use(array), new Code.Use(index)));
  }

  private static final javax.lang.model.type.TypeKind INT = javax.lang.model.type.TypeKind.INT;

  private static ForEach overIterable(Draft draft, TypeMirror type, Code all) {
    var types = draft.parsed.types;
    var iterator = draft.parsed.known("java.util.Iterator");
    var arguments = iterable(draft, type).getTypeArguments();
    var iteratorType =
        arguments.isEmpty()
            ? types.getDeclaredType(iterator)
            : types.getDeclaredType(iterator, arguments.get(0));
    var iterates = draft.temporary("iterator", iteratorType);
    return new ForEach(
        List.of(new Step.Assign(iterates, Code.Mix.of("%s.iterator()", all))),
        Code.Mix.of("%s.hasNext()", new Code.Use(iterates)),
        Code.Mix.of("%s.next()", new Code.Use(iterates)));
  }

  private static DeclaredType iterable(Draft draft, TypeMirror type) {
    var types = draft.parsed.types;
    var iterable = types.erasure(draft.parsed.known("java.lang.Iterable").asType());
    if (type instanceof DeclaredType declared
        && types.isSameType(types.erasure(declared), iterable)) {
      return declared;
    }
    for (var above : types.directSupertypes(type)) {
      if (types.isSubtype(types.erasure(above), iterable)) return iterable(draft, bound(above));
    }
    throw new IllegalStateException("no Iterable: " + type);
  }

  private static TypeMirror bound(TypeMirror type) {
    var bound = type;
    while (bound instanceof TypeVariable variable) bound = variable.getUpperBound();
    return bound;
  }
}

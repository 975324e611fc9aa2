package asynclab.coroutines.source;

import static java.util.stream.Collectors.joining;

import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// One method: through all passes, to the text of a factory and a machine.
final class MachineText {
  private final Parsed parsed;
  private final TypeNames types;
  private final Draft draft;
  private final Names names;
  private final Liveness liveness;
  private final Rendered rendered;
  private final String type;
  private final String indent;
  private final String unit;

  MachineText(Parsed parsed, MethodTree method, TypeNames types) {
    this.parsed = parsed;
    this.types = types;
    this.draft = new Draft(parsed, method);
    Lowering.lower(draft);
    Shape.give(draft);
    this.liveness = Liveness.of(draft);
    this.names = Names.give(draft, liveness);
    this.rendered = new Rendered(draft, names, types);
    this.type = typeName();
    this.indent = indentOf(parsed.start(method));
    this.unit = unit();
  }

  private String typeName() {
    var method = "" + draft.method.getName();
    var base = Character.toUpperCase(method.charAt(0)) + method.substring(1);
    var name = types.isTaken(base) ? base + "Coroutine" : base;
    for (var i = 2; types.isTaken(name); i++) name = base + i;
    types.take(name, Objects.requireNonNull(parsed.element(draft.method)));
    return name;
  }

  private String indentOf(int offset) {
    var lineStart = parsed.text.lastIndexOf('\n', offset - 1) + 1;
    var line = parsed.text.substring(lineStart, offset);
    return line.isBlank() ? line : line.substring(0, line.length() - line.stripLeading().length());
  }

  private String unit() {
    var statements = Objects.requireNonNull(draft.method.getBody()).getStatements();
    if (statements.isEmpty()) return "  ";
    var inner = indentOf(parsed.start(statements.get(0)));
    return inner.startsWith(indent) && inner.length() - indent.length() == 4 ? "    " : "  ";
  }

  String text() {
    return isInInterface()
        ? head() + "{\n" + indent + unit + machine() + "\n\n" + call() + "\n" + indent + "}"
        : head() + "{\n" + call() + "\n" + indent + "}\n\n" + indent + machine();
  }

  /// A class in an interface is static, so the machine of a method with `this` stands in the
  /// method.
  private boolean isInInterface() {
    return draft.owner.getKind() == Tree.Kind.INTERFACE && !draft.isStatic;
  }

  private String head() {
    var method = draft.method;
    var head = parsed.text.substring(parsed.start(method), parsed.start(method.getBody()));
    for (var annotation : method.getModifiers().getAnnotations()) {
      if (!parsed.isNamed(annotation.getAnnotationType(), "asynclab.coroutines.Async")) continue;
      var from = parsed.start(annotation) - parsed.start(method);
      var to = parsed.end(annotation) - parsed.start(method);
      while (to < head.length() && Character.isWhitespace(head.charAt(to))) to++;
      head = head.substring(0, from) + head.substring(to);
    }
    return head;
  }

  private String call() {
    var method = draft.method;
    var arguments =
        method.getParameters().stream().map(p -> "" + p.getName()).collect(joining(", "));
    var parameters =
        method.getTypeParameters().stream().map(p -> "" + p.getName()).collect(joining(", "));
    var typed = parameters.isEmpty() || isInInterface() ? type : type + "<" + parameters + ">";
    return "%s%sreturn new %s(%s);".formatted(indent, unit, typed, arguments);
  }

  private String machine() {
    var outer = isInInterface() ? indent + unit : indent;
    var inner = new Lines(outer + unit, unit);
    fields(inner);
    resume(inner);
    for (var local : draft.hoisted) {
      inner.line("");
      inner.text(rendered.text(local));
    }
    var head = new Lines(outer, unit);
    head.line(origin());
    suppressed(head);
    head.line(
        "%sfinal class %s%s extends %s<%s> {"
            .formatted(
                draft.isStatic ? "static " : "",
                type,
                typeParameters(),
                types.of("asynclab.coroutines.Coroutine"),
                resultType()));
    return (head + "\n" + inner + "\n" + outer + "}").strip();
  }

  private void suppressed(Lines head) {
    for (var annotation : draft.method.getModifiers().getAnnotations()) {
      if (parsed.isNamed(annotation.getAnnotationType(), "java.lang.SuppressWarnings")) {
        head.line(parsed.text(annotation));
      }
    }
  }

  private String origin() {
    var lines =
        states().stream()
            .map(block -> "" + parsed.line(block.place))
            .collect(joining(", ", "{", "}"));
    return "@%s(method = \"%s\", lines = %s)"
        .formatted(types.of("asynclab.coroutines.Origin"), draft.method.getName(), lines);
  }

  private List<Block> states() {
    return draft.blocks.stream().filter(block -> block.number >= 0).toList();
  }

  private String typeParameters() {
    var parameters = draft.method.getTypeParameters();
    if (parameters.isEmpty() || isInInterface()) return "";
    return parameters.stream().map(parsed::text).collect(joining(", ", "<", ">"));
  }

  private String resultType() {
    return types.of(draft.result);
  }

  private void fields(Lines inner) {
    for (var local : kept()) {
      var isFinal = local.argument && !draft.isAssigned(local);
      inner.line(
          "private %s%s %s;".formatted(isFinal ? "final " : "", fieldType(local), local.name));
    }
    var parameters = draft.method.getParameters();
    if (parameters.isEmpty()) {
      if (!kept().isEmpty()) inner.line("");
      return;
    }
    inner.line("");
    inner.open(
        "%s(%s) {"
            .formatted(type, parameters.stream().map(this::parameter).collect(joining(", "))));
    for (var parameter : parameters) {
      var name = draft.declared(parameter).name;
      inner.line("this.%s = %s;".formatted(name, name));
    }
    inner.close("}");
    inner.line("");
  }

  private String fieldType(Local local) {
    if (TypeNames.canBeWritten(local.type)) return rendered.type(local);
    throw draft.refused(
        draft.method,
        "%s is needed after an await, and its type has no name: declare it with a type"
            .formatted(local.written));
  }

  private String parameter(VariableTree parameter) {
    var local = draft.declared(parameter);
    return fieldType(local) + " " + local.name;
  }

  private List<Local> kept() {
    var kept = new ArrayList<Local>();
    for (var local : draft.locals) if (local.home == Local.Home.FIELD) kept.add(local);
    return kept;
  }

  private void resume(Lines inner) {
    inner.line("@Override");
    inner.open(
        "protected %s<%s> resume(%s waker) throws Throwable {"
            .formatted(
                types.of("asynclab.futures.Polled"),
                resultType(),
                types.of("asynclab.futures.Waker")));
    new Writer(draft, rendered, types, inner).body();
    inner.close("}");
  }

  MachineModel model() {
    var states = new ArrayList<StateInfo>();
    for (var block : states()) {
      var needed =
          liveness.needed(block).stream()
              .filter(local -> local.home == Local.Home.FIELD)
              .map(local -> local.name)
              .toList();
      states.add(
          new StateInfo(block.number, parsed.line(block.place), block.waits, block.label, needed));
    }
    var fields = kept().stream().map(l -> new MachineModel.Kept(rendered.type(l), l.name)).toList();
    return new MachineModel(
        "" + draft.method.getName(),
        type,
        parsed.line(draft.method),
        fields,
        states,
        new Edges(draft, rendered).all());
  }
}

package asynclab.coroutines.source;

import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MethodTree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Puts the machines into the text they came from, and sets its imports right.
final class Assembly {
  private record Edit(int start, int end, String text) {}

  private final Parsed parsed;
  private final List<Edit> edits = new ArrayList<>();

  private Assembly(Parsed parsed) {
    this.parsed = parsed;
  }

  static Rewritten of(String source, Corofy settings) {
    var parsed = Parsed.of(source, settings);
    var methods = Checked.methods(parsed);
    if (methods.isEmpty()) return new Rewritten(source, List.of());
    return new Assembly(parsed).with(methods);
  }

  private Rewritten with(List<MethodTree> methods) {
    var types = new TypeNames(parsed);
    var models = new ArrayList<MachineModel>();
    var problems = new ArrayList<Problem>();
    for (var method : methods) {
      try {
        var machine = new MachineText(parsed, method, types);
        edits.add(new Edit(parsed.start(method), parsed.end(method), machine.text()));
        models.add(machine.model());
      } catch (Draft.Refused refused) {
        problems.add(refused.problem);
      }
    }
    if (!problems.isEmpty()) throw new CorofyException(problems);
    imports(types);
    unwrap();
    return new Rewritten(applied(), models);
  }

  /// What only marked a coroutine is needed no more; what a machine is made of is.
  private void imports(TypeNames types) {
    var old = parsed.imports();
    for (var one : old) if (isMark(one)) edits.add(new Edit(parsed.start(one), lineEnd(one), ""));
    var kept = old.stream().filter(one -> !isMark(one) && !one.isStatic()).toList();
    for (var name : types.imports) {
      var line = "import " + name + ";";
      var next =
          kept.stream()
              .filter(one -> one.getQualifiedIdentifier().toString().compareTo(name) > 0)
              .findFirst();
      if (next.isPresent()) insert(parsed.start(next.get()), line + "\n");
      else if (!kept.isEmpty()) insert(parsed.end(kept.getLast()), "\n" + line);
      else if (!old.isEmpty()) insert(parsed.end(old.getLast()), "\n" + line);
      else if (parsed.unit.getPackage() != null) {
        var isFirst = name.equals(types.imports.first());
        insert(parsed.end(parsed.unit.getPackage()), (isFirst ? "\n\n" : "\n") + line);
      } else {
        insert(0, line + "\n" + (name.equals(types.imports.last()) ? "\n" : ""));
      }
    }
  }

  private void insert(int at, String text) {
    edits.add(new Edit(at, at, text));
  }

  private static boolean isMark(ImportTree one) {
    var name = one.getQualifiedIdentifier().toString();
    return name.equals("asynclab.coroutines.Async")
        || name.equals("asynclab.coroutines.Coroutine.await");
  }

  /// Behind the line break that follows it; with the empty line too where it stood alone.
  private int lineEnd(ImportTree one) {
    var end = parsed.end(one);
    if (parsed.insertedLength() > 0 && end == parsed.insertedAt()) return end;
    if (end < parsed.text.length() && parsed.text.charAt(end) == '\n') end++;
    var isAlone = parsed.text.startsWith("\n\n", Math.max(0, parsed.start(one) - 2));
    if (isAlone && end < parsed.text.length() && parsed.text.charAt(end) == '\n') end++;
    return end;
  }

  /// Takes away what the parser has put into the text.
  private void unwrap() {
    var at = parsed.insertedAt();
    edits.add(new Edit(at, at + parsed.insertedLength(), ""));
    var end = parsed.text.length();
    if (parsed.loose) edits.add(new Edit(end - Parsed.FOOT.length(), end, ""));
  }

  private String applied() {
    var text = new StringBuilder();
    var at = 0;
    edits.sort(Comparator.comparingInt(Edit::start).thenComparingInt(Edit::end));
    for (var edit : edits) {
      text.append(parsed.text, at, edit.start()).append(edit.text());
      at = edit.end();
    }
    return text.append(parsed.text, at, parsed.text.length()).toString();
  }
}

package asynclab.coroutines.source;

import com.sun.source.tree.StatementTree;
import java.util.List;

/// Something a state does on its way, and after which it goes on.
sealed interface Step {
  /// A statement that stays as it is, but for the jumps out of it.
  record Run(StatementTree tree) implements Step {}

  /// Comments that stand ahead of a statement.
  record Note(List<String> lines) implements Step {}

  /// `target = value;`
  record Assign(Local target, Code value) implements Step {}

  /// `code;`
  record Evaluate(Code code) implements Step {}

  /// `int n;`: from here on it has no value.
  record Declare(Local target) implements Step {}
}

package asynclab.coroutines.source;

import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/// A local variable of the method, or a temporary that the rewriting needs.
final class Local {
  /// Where the machine keeps it.
  enum Home {
    /// In the machine: it is an argument, or needed after an await.
    FIELD,
    /// Ahead of the loop: it passes from state to state, and no await lies between.
    SHARED,
    /// Inside of one state.
    STATE
  }

  final int id;
  final String written;
  final TypeMirror type;
  final boolean argument;

  /// Declared inside a statement that stays as it is; or by a pattern.
  final boolean inner;

  final boolean binding;

  /// Its type as it was written; null where it was not.
  @Nullable String typeWritten;

  /// A class that outlives the state uses it.
  boolean captured;

  /// It holds the failure that a last act throws on.
  boolean isThrown;

  Home home = Home.STATE;
  String name;

  /// What it is called in the expression that binds it.
  String bindingName;

  Local(int id, String written, TypeMirror type, Origin origin) {
    this.id = id;
    this.written = written;
    this.type = type;
    this.argument = origin == Origin.ARGUMENT;
    this.inner = origin == Origin.INNER;
    this.binding = origin == Origin.BINDING;
    this.name = written;
    this.bindingName = written;
  }

  /// How it came to be.
  enum Origin {
    ARGUMENT,
    DECLARED,
    INNER,
    BINDING,
    TEMPORARY
  }

  @Override
  public String toString() {
    return name;
  }
}

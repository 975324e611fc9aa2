package asynclab.coroutines.source;

import com.sun.source.tree.Tree;
import java.util.List;
import javax.lang.model.type.TypeMirror;

/// A piece of text to come: mostly the text that stands in the source, with some of it replaced.
sealed interface Code {
  /// As it was written, but for the holes in it.
  record Original(Tree tree) implements Code {}

  /// The value of a local.
  record Use(Local local) implements Code {}

  /// What the awaited future came to.
  record Awaited(TypeMirror type) implements Code {}

  /// Text around other code, which stands at each `%s`.
  record Mix(String template, List<Code> parts) implements Code {
    static Mix of(String template, Code... parts) {
      return new Mix(template, List.of(parts));
    }
  }

  /// A value in braces, `{1, 2}`, which needs its type where it does not initialise a variable.
  record Array(TypeMirror type, Tree tree) implements Code {}

  /// The number of a state.
  record StateNumber(Block block) implements Code {}

  /// `(Type) code`.
  record Cast(TypeMirror type, Code code) implements Code {}

  /// `code instanceof Type`.
  record Is(TypeMirror type, Code code) implements Code {}
}

package asynclab.notebook.ladder;

import java.util.Optional;
import java.util.function.Function;

/// Where the text of a class comes from that a cell has defined: from the kernel alone.
public final class CellText {
  private static volatile Function<String, Optional<String>> texts = _ -> Optional.empty();

  private CellText() {}

  /// For the notebook's kernel: gives the text of a class by its name, below the imports that it
  /// needs.
  public static void install(Function<String, Optional<String>> texts) {
    CellText.texts = texts;
  }

  static Optional<String> of(String type) {
    return texts.apply(type);
  }
}

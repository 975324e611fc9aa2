package asynclab.coroutines.bytecode;

import static java.util.stream.Collectors.joining;

import java.util.List;

/// A class that cannot be woven, and all the reasons found.
public final class WeaveException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<Refusal> refusals;

  WeaveException(List<Refusal> refusals) {
    super(refusals.stream().map(Refusal::toString).collect(joining("\n")));
    this.refusals = List.copyOf(refusals);
  }

  /// In the order of the class file.
  public List<Refusal> refusals() {
    return refusals;
  }

  /// Why a method cannot be woven, and what to do.
  ///
  /// @param type the binary name of the class
  /// @param method the method, as it is written: the one that holds it for a lambda
  /// @param line the line in the source, or 0 where the class file does not say it
  public record Refusal(String type, String method, int line, String message) {
    @Override
    public String toString() {
      return "%s.%s%s: %s".formatted(type, method, line == 0 ? "" : ", line " + line, message);
    }
  }
}

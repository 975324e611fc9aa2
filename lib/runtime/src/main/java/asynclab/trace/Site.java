package asynclab.trace;

/// A line of the program: where something was done.
///
/// @param className the binary name of the class that holds the line
/// @param line its number in the class's source; 0 where it is not known
public record Site(String className, int line) {
  /// No line is known.
  public static final Site UNKNOWN = new Site("", 0);
}

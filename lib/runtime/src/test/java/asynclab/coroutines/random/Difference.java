package asynclab.coroutines.random;

/// Where two roads part: how the method was run, and what came of it on each.
///
/// @param situation null when there is nothing to run: the road's text was refused
record Difference(Program program, Road road, Situation situation, String plain, String other) {
  boolean isRefusal() {
    return situation == null;
  }

  @Override
  public String toString() {
    var size = program.body().size();
    return "Seed %d, %s, %s, size %d%n%s%n--- plain%n%s%n--- %s%n%s%n"
        .formatted(program.seed(), road, situation, size, program, plain, road, other);
  }
}

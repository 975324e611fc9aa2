package asynclab.notebook;

import java.util.List;
import java.util.stream.Collectors;

/// One stop on the way through a run: what happened, and how things stand right after it.
///
/// @param event which event of the run it was; the first where it was several at once
/// @param lane whose it was
/// @param sentence what happened
/// @param states what each lane does now, in the order of the run's lanes
/// @param ready what the last wait has brought: empty while the loop sleeps
/// @param awaited the names of what the loop still waits for
/// @param code the line that caused it
record Step(
    int event,
    Lane lane,
    String sentence,
    List<String> states,
    List<String> ready,
    List<String> awaited,
    Code code) {

  /// The step in one line, for comparing: sentence, states, ready list, what is awaited.
  @Override
  public String toString() {
    return sentence
        + states.stream().collect(Collectors.joining(" | ", " [", "]"))
        + " ready "
        + ready
        + " awaited "
        + awaited;
  }
}

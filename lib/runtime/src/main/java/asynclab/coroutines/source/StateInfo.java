package asynclab.coroutines.source;

import java.util.List;

/// One state: a place in the text.
///
/// @param line the line of the original text
/// @param waits whether it waits for a future when it is entered
/// @param text what stands at that place, shortened: `await(get(path))`, `while`, `finally`
/// @param kept the locals that are needed from here on
public record StateInfo(int number, int line, boolean waits, String text, List<String> kept) {
  public StateInfo {
    kept = List.copyOf(kept);
  }
}

package asynclab.fibers.machine;

/// What a slot for a fiber is doing.
///
/// ```
/// AVAILABLE -> READY      spawned
/// READY     -> RUNNING    its turn has come
/// RUNNING   -> READY      it yields
/// RUNNING   -> AVAILABLE  its function has returned: guard sees to that
/// ```
public enum State {
  AVAILABLE(0),
  RUNNING(1),
  READY(2);

  private final int number;

  State(int number) {
    this.number = number;
  }

  /// What stands for it in a slot, where the machine code reads it.
  int number() {
    return number;
  }

  static State of(int number) {
    for (var each : values()) if (each.number == number) return each;
    throw new IllegalStateException("a slot is in no state that has the number " + number);
  }
}

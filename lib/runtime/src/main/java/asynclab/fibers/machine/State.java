package asynclab.fibers.machine;

/// What a slot for a fiber is doing.
///
/// ```
/// AVAILABLE -> READY      spawned
/// READY     -> RUNNING    its turn has come
/// RUNNING   -> READY      it yields
/// RUNNING   -> AVAILABLE  its function has returned: guard sees to that
/// ```
///
/// The machine code knows them by their numbers: 0, 1 and 2.
public enum State {
  AVAILABLE,
  RUNNING,
  READY
}

package asynclab.simulation;

import asynclab.poll.Event;
import asynclab.poll.Source;

/// What a simulated descriptor stands for.
interface SimulatedSocket extends Source {
  /// The bits of [Event] that belong to reading, and those that belong to writing.
  int READS = Event.READABLE | Event.READ_CLOSED | Event.ERROR;

  int WRITES = Event.WRITABLE | Event.WRITE_CLOSED | Event.ERROR;

  /// What is possible now, as bits of [Event].
  int readiness();
}

package asynclab.bench;

import asynclab.executor.Runtime;
import java.io.IOException;

/// The runtimes that are measured.
enum Runtimes {
  /// All tasks on one thread.
  LOOP,
  /// As many workers as the process has CPUs.
  WORKERS;

  /// `loop` or `workers`.
  static Runtimes of(String name) {
    return switch (name) {
      case "loop" -> LOOP;
      case "workers" -> WORKERS;
      default -> throw new IllegalArgumentException("no runtime " + name + ": loop or workers");
    };
  }

  Runtime open() throws IOException {
    return switch (this) {
      case LOOP -> Runtime.currentThread();
      case WORKERS -> Runtime.multiThreaded(java.lang.Runtime.getRuntime().availableProcessors());
    };
  }
}

package asynclab.fibers.machine;

import asynclab.syscalls.Routine;
import java.util.Optional;

/// A slot for a fiber: its state, its saved registers, its stack. When a fiber has ended, the next
/// spawned takes its place, and this is then that one.
public final class MachineFiber {
  private final MachineFibers owner;
  private final int slot;

  MachineFiber(MachineFibers owner, int slot) {
    this.owner = owner;
    this.slot = slot;
  }

  /// The number of its slot, from 1; base, the thread that calls from Java, is 0.
  public int slot() {
    return slot;
  }

  /// What it does.
  public State state() {
    return owner.state(slot);
  }

  /// The function that it runs, or ran; empty if another fiber spawned it, or nobody did.
  public Optional<Routine> body() {
    return owner.body(slot);
  }

  /// What the latest switch away from it has saved.
  public Context context() {
    return owner.context(slot);
  }

  /// Its stack.
  ///
  /// @throws IllegalStateException for base, whose stack is the thread's own
  public Stack stack() {
    return owner.stack(slot);
  }

  MachineFibers owner() {
    return owner;
  }

  /// `fiber in slot 1: READY, counting`.
  @Override
  public String toString() {
    var what = body().map(routine -> ", " + routine.title()).orElse("");
    return "fiber in slot %d: %s%s".formatted(slot, state(), what);
  }
}

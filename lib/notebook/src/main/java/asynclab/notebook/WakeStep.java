package asynclab.notebook;

import java.util.List;

/// One step of a run in which somebody sleeps and somebody wakes, and how things stand after it.
///
/// @param what what happened
/// @param who the token or the name of the task it happened to; empty for the executor itself
/// @param nanos when, as `System.nanoTime()`
/// @param queue who is in the ready queue after it, the next one first
/// @param permit whether a permit lies there after it
/// @param polled the task that is being polled after it; empty when none is
/// @param parked whether the executor is parked after it
/// @param reactor whether the reactor is awake after it
record WakeStep(
    What what,
    String who,
    long nanos,
    List<String> queue,
    boolean permit,
    String polled,
    boolean parked,
    boolean reactor) {

  /// What may happen, in words; `%s` is who.
  enum What {
    SPAWNED("%s is spawned, and queued"),
    EVENT("the kernel reports token %s"),
    WAKE("wake(): %s is queued, a permit left"),
    POLLED("%s is polled"),
    LATE("%s leaves the queue: it was woken late, and has ended"),
    PENDING("%s answers Pending"),
    READY("%s answers Ready"),
    PARKS("the executor parks"),
    GOES_ON("the executor takes the permit and goes on"),
    STOPPED("the executor goes on without a permit: stopped, or for no reason");

    private final String sentence;

    What(String sentence) {
      this.sentence = sentence;
    }
  }

  /// The step in words.
  String sentence() {
    return what.sentence.formatted(who);
  }

  WakeStep withPermit() {
    return new WakeStep(what, who, nanos, queue, true, polled, parked, reactor);
  }

  WakeStep withReactorAsleep() {
    return new WakeStep(what, who, nanos, queue, permit, polled, parked, false);
  }
}

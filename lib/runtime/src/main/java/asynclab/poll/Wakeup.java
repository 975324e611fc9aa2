package asynclab.poll;

import java.util.concurrent.atomic.AtomicBoolean;

/// Ends the wait of a [Poll] from any thread, and shows as an event with a token of its own.
///
/// A wake-up before the wait counts: the wait then returns at once. Many wake-ups before one wait
/// are one event. After its `Poll` is closed a wake-up does nothing. (mio calls this a `Waker`;
/// here that name is a task's.)
public final class Wakeup {
  private final Registry registry;
  private final Registration registration;
  private final AtomicBoolean pending = new AtomicBoolean();

  private Wakeup(Registry registry, Token token) {
    this.registry = registry;
    this.registration = new Registration(Source.of(0), token, 0, 0);
  }

  /// A wake-up for the `Poll` that the registry belongs to.
  public static Wakeup of(Registry registry, Token token) {
    var wakeup = new Wakeup(registry, token);
    registry.add(wakeup);
    return wakeup;
  }

  /// Ends the wait. The writes of the caller before this call are seen by the loop after its wait.
  public void wake() {
    if (pending.compareAndSet(false, true)) registry.wake(this);
  }

  Token token() {
    return registration.token;
  }

  /// Moves a pending wake-up into `events`, if there is room.
  void collect(Events events) {
    if (events.room() > 0 && pending.compareAndSet(true, false)) {
      events.add(registration, Event.READABLE);
    }
  }
}

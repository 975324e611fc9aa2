package asynclab.trace;

import java.util.ArrayList;
import java.util.List;

/// An observer that writes everything down, with the time of each call.
///
/// It keeps the first `capacity` events and counts the rest, so a loop that never ends cannot fill
/// the heap. With each event it keeps the line of the program that caused it, which costs more than
/// the event: half a microsecond, where writing the event down takes some forty nanoseconds. A loop
/// that is being timed records [#withoutLines]. It may be used from any thread.
public final class Recorder implements Observer {
  private static final int CAPACITY = 100_000;

  /// What kind of thing happened.
  public enum Kind {
    REGISTERED,
    DEREGISTERED,
    WAITING,
    RETURNED,
    READY,
    WOKEN,
    SPAWNED,
    RESUMED,
    YIELDED,
    PARKED,
    READIED,
    DONE,
    NOTE
  }

  /// One thing that happened.
  ///
  /// @param nanos when, as `System.nanoTime()`
  /// @param token whose source it was, or the number of the task; [#NO_TOKEN] for the loop itself
  /// @param value the timeout in nanoseconds for `WAITING` (-1 is for ever), the number of events
  ///   for `RETURNED`, the task in whose turn it was woken for `READIED` ([#NOBODY] where it was in
  ///   none), otherwise 0
  /// @param text the interest, the readiness, the note; the name of a task, what it waits for, how
  ///   it ended; empty where there is none
  /// @param site the line of the program that did it; [Site#UNKNOWN] without lines
  public record Event(long nanos, Kind kind, long token, long value, String text, Site site) {}

  /// The token of an event that belongs to no source.
  public static final long NO_TOKEN = -1;

  private final List<Event> events = new ArrayList<>();
  private final int capacity;
  private final Sites sites = new Sites();
  private volatile int dropped;
  private volatile boolean lines = true;

  /// A recorder for a run of ordinary length: 100,000 events.
  public Recorder() {
    this(CAPACITY);
  }

  /// A recorder for at most `capacity` events.
  public Recorder(int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("a recorder needs room for one event, not " + capacity);
    }
    this.capacity = capacity;
  }

  /// This recorder, from now on without the lines of the program: for loops that are being timed.
  public Recorder withoutLines() {
    lines = false;
    return this;
  }

  /// Adds a mark of your own to the run: "sent", "answered".
  public void note(long token, String text) {
    add(Kind.NOTE, token, 0, text);
  }

  /// What happened so far, oldest first.
  public synchronized List<Event> events() {
    return List.copyOf(events);
  }

  /// How many events it holds: a cheap way to ask whether there is anything new.
  public synchronized int count() {
    return events.size();
  }

  /// How many events did not fit.
  public int dropped() {
    return dropped;
  }

  @Override
  public void registered(long token, String interest) {
    add(Kind.REGISTERED, token, 0, interest);
  }

  @Override
  public void deregistered(long token) {
    add(Kind.DEREGISTERED, token, 0, "");
  }

  @Override
  public void waiting(long timeoutNanos) {
    add(Kind.WAITING, NO_TOKEN, timeoutNanos, "");
  }

  @Override
  public void returned(int count) {
    add(Kind.RETURNED, NO_TOKEN, count, "");
  }

  @Override
  public void ready(long token, String readiness) {
    add(Kind.READY, token, 0, readiness);
  }

  @Override
  public void woken(long token) {
    add(Kind.WOKEN, token, 0, "");
  }

  @Override
  public void spawned(long task, String name) {
    add(Kind.SPAWNED, task, 0, name);
  }

  @Override
  public void resumed(long task) {
    add(Kind.RESUMED, task, 0, "");
  }

  @Override
  public void yielded(long task) {
    add(Kind.YIELDED, task, 0, "");
  }

  @Override
  public void parked(long task, String what) {
    add(Kind.PARKED, task, 0, what);
  }

  @Override
  public void readied(long task) {
    readied(task, NOBODY);
  }

  @Override
  public void readied(long task, long by) {
    add(Kind.READIED, task, by, "");
  }

  @Override
  public void done(long task, String outcome) {
    add(Kind.DONE, task, 0, outcome);
  }

  private void add(Kind kind, long token, long value, String text) {
    // Once it is full nothing needs a line any more.
    var site = lines && dropped == 0 ? sites.of(kind) : Site.UNKNOWN;
    add(kind, token, value, text, site);
  }

  private synchronized void add(Kind kind, long token, long value, String text, Site site) {
    // The clock is read under the lock, so that the list is in order of time.
    if (events.size() < capacity) {
      events.add(new Event(System.nanoTime(), kind, token, value, text, site));
    } else {
      dropped++;
    }
  }
}

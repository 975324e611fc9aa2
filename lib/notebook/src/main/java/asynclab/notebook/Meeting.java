package asynclab.notebook;

import asynclab.futures.Future;
import asynclab.futures.Pending;
import asynclab.futures.Polled;
import asynclab.futures.Ready;
import asynclab.futures.Waker;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The picture of what passes between runtimes and what they wait for: polls one way, wakes the
/// other, each with the thread it came on.
///
/// A future that is watched is the same future; every poll of it, and every call of the waker it
/// was given, is noted. Runtimes stand left, sources right, in the order in which they were first
/// seen; time runs down, without a scale.
///
/// ```java
/// var meeting = Meeting.titled("Two runtimes, one source");
/// loop.spawn(meeting.watch("EventLoop", "clock", alarm(1)));
/// loop.run();
/// show(meeting.figure());
/// ```
///
/// Threads: any may poll and wake; numbers in their names become `n`, so that a pool is one owner.
public final class Meeting {
  /// More than this is not noted: a picture of that many rows shows nothing.
  static final int ROWS_MAX = 60;

  /// Something that passed.
  ///
  /// @param what `poll: Pending`, `poll: Ready` or `wake()`
  record Row(String runtime, String source, boolean wakes, String what, String thread) {
    String sentence() {
      return wakes
          ? "%s is woken by %s, on %s".formatted(runtime, source, thread)
          : "%s polls %s, on %s: %s"
              .formatted(runtime, source, thread, what.substring(what.indexOf(' ') + 1));
    }
  }

  private final String title;
  private final List<Row> rows = new ArrayList<>();

  private Meeting(String title) {
    this.title = title;
  }

  /// A meeting to which nobody has come yet; the title says what it is about.
  public static Meeting titled(String title) {
    return new Meeting(title);
  }

  /// `future`, noted: it belongs to a task of `runtime` and waits for `source`.
  public <T> Future<T> watch(String runtime, String source, Future<T> future) {
    return new Guest<>(runtime, source, future);
  }

  private final class Guest<T> implements Future<T> {
    private final String runtime;
    private final String source;
    private final Future<T> future;

    Guest(String runtime, String source, Future<T> future) {
      this.runtime = runtime;
      this.source = source;
      this.future = future;
    }

    /// The poll has its place before what it sets off, and its answer when it has one.
    @Override
    public Polled<T> poll(Waker waker) {
      var at = note(runtime, source, false, "poll: failed");
      var polled = future.poll(noted(waker));
      answered(at, polled);
      return polled;
    }

    private Waker noted(Waker waker) {
      return () -> {
        var _ = note(runtime, source, true, "wake()");
        waker.wake();
      };
    }

    @Override
    public void close() {
      future.close();
    }

    @Override
    public String toString() {
      return future.toString();
    }
  }

  private synchronized int note(String runtime, String source, boolean wakes, String what) {
    if (rows.size() == ROWS_MAX) return ROWS_MAX;
    var thread = Thread.currentThread().getName().replaceAll("[0-9]+", "n");
    rows.add(new Row(runtime, source, wakes, what, thread));
    return rows.size() - 1;
  }

  private synchronized void answered(int at, Polled<?> polled) {
    if (at == ROWS_MAX) return;
    var answer =
        switch (polled) {
          case Pending<?> _ -> "Pending";
          case Ready.Value<?> _ -> "Ready";
          case Ready.Failure<?> _ -> "failed";
        };
    var row = rows.get(at);
    rows.set(at, new Row(row.runtime, row.source, false, "poll: " + answer, row.thread));
  }

  /// Who was woken by what, and on which thread: each once, in the order of the alphabet.
  public synchronized List<String> wakes() {
    return rows.stream().filter(Row::wakes).map(Row::sentence).distinct().sorted().toList();
  }

  /// The picture.
  ///
  /// @throws IllegalStateException when nothing has passed
  public synchronized Figure figure() {
    if (rows.isEmpty()) {
      throw new IllegalStateException("nothing has passed yet: run what is watched first");
    }
    var said = rows.stream().map(Row::sentence).collect(Collectors.joining(". "));
    var alt = "%s. Time runs down. %s.".formatted(title, said);
    return new Figure(
        new MeetingDrawing(title, rows).svg(alt),
        alt,
        "Drawn from the run itself. The colour is that of the thread, whose name stands left.",
        table());
  }

  private List<List<String>> table() {
    var table = new ArrayList<List<String>>();
    table.add(List.of("step", "runtime", "what", "source", "thread"));
    for (var row : rows) {
      var step = String.valueOf(table.size());
      table.add(List.of(step, row.runtime, row.what, row.source, row.thread));
    }
    return table;
  }

  @Override
  public synchronized String toString() {
    return rows.stream().map(Row::sentence).collect(Collectors.joining("\n"));
  }
}

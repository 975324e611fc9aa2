package asynclab.notebook;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// What one model did with the job, from real runs: a row of [Models]. The five requests have run
/// when there is a row; the rest runs when it is first asked for. One thread at a time asks.
public final class ModelRun implements Html {
  private final String name;
  private final String keeps;
  private final OptionalInt lines;
  private final Course course;
  private final Once<Crowded> crowd;
  private final Once<Failure> failure;
  private final Once<Cancellation> cancellation;

  ModelRun(
      String name,
      String keeps,
      OptionalInt lines,
      Course course,
      Once<Crowded> crowd,
      Once<Failure> failure,
      Once<Cancellation> cancellation) {
    this.name = name;
    this.keeps = keeps;
    this.lines = lines;
    this.course = course;
    this.crowd = crowd;
    this.failure = failure;
    this.cancellation = cancellation;
  }

  /// The model.
  public String name() {
    return name;
  }

  /// What it keeps of a request that waits, in words: `a stack`.
  public String keeps() {
    return keeps;
  }

  /// Lines of the cells that did it; empty where no kernel knows them.
  public OptionalInt lines() {
    return lines;
  }

  /// The five requests.
  public Course course() {
    return course;
  }

  /// Many requests at once.
  ///
  /// @throws IllegalStateException when the model does not end, or answers not all of them
  public Crowded crowd() {
    return crowd.get();
  }

  /// What became of an error behind request 3.
  public Failure failure() {
    return failure.get();
  }

  /// What became of the attempt to end request 0 early.
  public Cancellation cancellation() {
    return cancellation.get();
  }

  /// One request's way; nanoseconds since the run began.
  ///
  /// @param thread the number of the thread that went on with the answer, 1 for the first
  public record Way(
      String name, long begun, long waited, long received, long answered, int thread) {}

  /// The five requests.
  ///
  /// @param ways in the order of asking
  /// @param answers the names in the order in which they were answered
  /// @param nanos how long all of it took
  /// @param goesOn which threads went on with the answers, in words
  public record Course(List<Way> ways, List<String> answers, long nanos, String goesOn) {
    /// Keeps its own copies.
    public Course {
      ways = List.copyOf(ways);
      answers = List.copyOf(answers);
    }
  }

  /// Many requests at once, to a peer that lets them wait; bytes are for each request.
  ///
  /// @param requests how many
  /// @param waiting how many of them waited at the same time
  /// @param threads OS threads more than before, while they waited, and the caller
  /// @param switches context switches of the process, without the peer's; empty where nobody counts
  /// @param heap bytes on the heap
  /// @param stack bytes resident in stacks; empty where the system does not say
  /// @param startNanos until they waited, for each that waited
  public record Crowded(
      int requests,
      int waiting,
      int threads,
      OptionalLong switches,
      long heap,
      OptionalLong stack,
      long startNanos) {
    /// Whether all waited at once: a pool takes only as many as it has threads.
    public boolean allWaited() {
      return waiting == requests;
    }

    /// What is held for each request, as far as it is known; never less than a byte.
    public long held() {
      return Math.max(1, Math.max(0, heap) + Math.max(0, stack.orElse(0)));
    }
  }

  /// What became of an error in the code behind request 3.
  ///
  /// @param told who heard of it
  /// @param as what it was told as, the causes last
  /// @param others how many of the other four requests were answered
  /// @param trace the frames of its stack trace that are neither the lab's nor the JDK's, and the
  ///   frame it begins with
  public record Failure(String told, String as, int others, List<String> trace) {
    /// Keeps its own copy.
    public Failure {
      trace = List.copyOf(trace);
    }
  }

  /// What became of the attempt to end request 0 while all waited.
  ///
  /// @param request what request 0 did
  /// @param caller what the caller of the model saw
  /// @param others how many of the other four were answered
  public record Cancellation(String request, String caller, int others) {}

  @Override
  public String html() {
    return Models.courses(List.of(this)).html();
  }

  @Override
  public String text() {
    return "%s: %s in %s; goes on: %s"
        .formatted(
            name,
            String.join(" ", course.answers()),
            Models.units(course.nanos()),
            course.goesOn());
  }

  @Override
  public String toString() {
    return text();
  }
}

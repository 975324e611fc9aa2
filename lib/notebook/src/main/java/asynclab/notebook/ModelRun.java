package asynclab.notebook;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// What one model did with the job, from real runs: a row of [Models].
///
/// @param name the model
/// @param keeps what it keeps of a request that waits, in words: `a stack`
/// @param lines lines of the cells that did it; empty where no kernel knows them
/// @param course the five requests
/// @param crowd many requests at once
/// @param failure what became of an error behind request 3
/// @param cancellation what became of the attempt to end request 0 early
public record ModelRun(
    String name,
    String keeps,
    OptionalInt lines,
    Course course,
    Crowded crowd,
    Failure failure,
    Cancellation cancellation)
    implements Html {

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
    return Models.table(List.of(this)).html();
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

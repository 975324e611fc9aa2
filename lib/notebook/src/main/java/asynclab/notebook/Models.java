package asynclab.notebook;

import asynclab.notebook.ModelRun.Crowded;
import asynclab.notebook.markup.Markup;
import asynclab.notebook.markup.Tables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Ways to model waiting, compared by letting each do the same job.
///
/// ```java
/// var models = new Models();
/// models.run("OS threads", "a stack", job -> {
///   var threads = new ArrayList<Thread>();
///   for (int i = 0; i < job.size(); i++) {
///     int r = i;
///     threads.add(Thread.ofPlatform().start(() -> job.answered(r, job.get(r))));
///     job.cancelBy(r, threads.getLast()::interrupt);
///   }
///   for (var thread : threads) thread.join();
/// });
/// models                            // the five requests, a row a model
/// models.crowds()                   // what is held while many wait
/// models.figure()                   // both, as small timelines with bars
/// models.failures()                 // how an error looks
/// models.cancellations()            // what stopping does
/// ```
///
/// A row runs its body twice at once: a rehearsal, and the five requests R0 to R4, with 5 to 1
/// units of delay. The rest runs when it is first asked for, and once a row: [#crowds] and
/// [#figure] let [#MANY] wait at once, four times over, for a peer that answers when memory,
/// threads and switches have been counted; [#failures] puts an error into the code behind R3;
/// [#cancellations] asks to end R0 early. It takes about the time of the slowest request, then a
/// second or two for a row's crowd. One thread at a time uses this class.
public final class Models implements Html {
  /// How many requests wait at once while is counted what they hold. Systems other than Linux let
  /// fewer than 128 stand in the queue of a peer that does not accept.
  public static final int MANY = 200;

  private static final char NO_BREAK = '\u00a0'; // keeps a number and its unit on one line

  /// What is less cannot be told from what else happens on the heap.
  private static final long LEAST = 50;

  private static final int MANY_ELSEWHERE = 100;

  /// What a model does: all requests of the job; it returns when each has its answer.
  @FunctionalInterface
  public interface Body {
    /// Does the job.
    void run(Job job) throws Exception;
  }

  private final Map<String, ModelRun> runs = new LinkedHashMap<>();
  private final int many;

  /// A comparison without rows.
  public Models() {
    this(isLinux() ? MANY : MANY_ELSEWHERE);
  }

  /// A comparison in which `many` requests wait at once.
  Models(int many) {
    this.many = many;
  }

  private static boolean isLinux() {
    return System.getProperty("os.name").startsWith("Linux");
  }

  /// Lets a model do the job, and keeps the row, in the place of one of the same name.
  ///
  /// @param name the model
  /// @param keeps what it keeps of a request while that waits: `a stack`, `an object`
  /// @param body its code
  /// @throws IllegalStateException when it does not end, or a request was not answered
  public ModelRun run(String name, String keeps, Body body) throws Exception {
    var run = new ModelTrial(name, body, many).run(keeps);
    runs.put(name, run);
    return run;
  }

  /// The rows so far.
  public List<ModelRun> runs() {
    return List.copyOf(runs.values());
  }

  /// The rows as small copies of one timeline, each with a bar of what is held while waiting.
  ///
  /// @throws IllegalStateException when there is no row, or a model fails with many requests
  public Figure figure() {
    return ModelsFigure.of(runs());
  }

  /// How an error in the code behind request 3 looks, a row a model.
  public Html failures() {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("model", "who is told", "as", "the other 4 answered", "its trace"));
    for (var run : runs()) {
      var failure = run.failure();
      rows.add(
          List.of(
              run.name(),
              failure.told(),
              failure.as().isEmpty() ? "-" : failure.as(),
              String.valueOf(failure.others()),
              failure.trace().isEmpty() ? "-" : String.join("; ", failure.trace())));
    }
    return new Rows(rows);
  }

  /// What came of the attempt to end request 0 early, a row a model.
  public Html cancellations() {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("model", "request 0", "the caller sees", "the other 4 answered"));
    for (var run : runs()) {
      var tried = run.cancellation();
      rows.add(
          List.of(run.name(), tried.request(), tried.caller(), String.valueOf(tried.others())));
    }
    return new Rows(rows);
  }

  /// What is held while many requests wait at once, a row a model.
  ///
  /// @throws IllegalStateException when a model fails with many requests
  public Html crowds() {
    var quickest =
        runs.values().stream()
            .map(ModelRun::crowd)
            .filter(Crowded::allWaited)
            .mapToLong(Crowded::startNanos)
            .min()
            .orElse(1);
    var rows = new ArrayList<List<String>>();
    rows.add(
        List.of("model", "OS threads", "switches", "one that waits holds", "of it heap", "start"));
    for (var run : runs.values()) {
      rows.add(cells(run.name(), run.keeps(), run.crowd(), Math.max(1, quickest)));
    }
    return new Rows(rows);
  }

  /// What is held in one row; `quickest` is the shortest start, in nanoseconds.
  static List<String> cells(String name, String keeps, Crowded crowd, long quickest) {
    return List.of(
        name,
        String.valueOf(crowd.threads()),
        number(crowd.switches()),
        keeps + ", " + bytes(crowd.held()),
        bytes(crowd.heap()).replace(' ', NO_BREAK),
        crowd.allWaited()
            ? String.format(
                Locale.ROOT, "%.1f" + NO_BREAK + "×", (double) crowd.startNanos() / quickest)
            : "-");
  }

  /// The five requests of some rows.
  static Html courses(List<ModelRun> runs) {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("model", "lines", "answers", "units", "goes on"));
    for (var run : runs) {
      rows.add(
          List.of(
              run.name(),
              number(run.lines()),
              String.join(" ", run.course().answers()),
              String.format(Locale.ROOT, "%.1f", Unit.of(run.course().nanos())),
              run.course().goesOn()));
    }
    return new Rows(rows);
  }

  private static String number(OptionalInt number) {
    return number.isPresent() ? String.valueOf(number.getAsInt()) : "-";
  }

  private static String number(OptionalLong number) {
    return number.isPresent() ? String.valueOf(number.getAsLong()) : "-";
  }

  /// `870 B`, `3.4 kB`, `34 kB`: two figures are all that such a measurement is good for.
  static String bytes(long bytes) {
    if (bytes < LEAST) return "under " + LEAST + " B";
    if (bytes < 1_000) return bytes + " B";
    return bytes < 10_000
        ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
        : String.format(Locale.ROOT, "%,d kB", Math.round(bytes / 1e3));
  }

  /// `5.0 units`.
  static String units(long nanos) {
    return String.format(Locale.ROOT, "%.1f units", Unit.of(nanos));
  }

  /// Rows for a browser and for a terminal.
  private record Rows(List<List<String>> rows) implements Html {
    @Override
    public String html() {
      var html = new Markup();
      Tables.writeWords(html, rows);
      return html.toString();
    }

    @Override
    public String text() {
      var widths = new int[rows.getFirst().size()];
      for (var row : rows) {
        for (var i = 0; i < widths.length; i++)
          widths[i] = Math.max(widths[i], row.get(i).length());
      }
      var text = new StringBuilder();
      for (var row : rows) {
        var line = new StringBuilder();
        for (var i = 0; i < widths.length; i++) {
          line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
        }
        text.append(line.toString().stripTrailing()).append('\n');
      }
      return text.toString().stripTrailing();
    }

    @Override
    public String toString() {
      return text();
    }
  }

  @Override
  public String html() {
    return courses(runs()).html();
  }

  @Override
  public String text() {
    return courses(runs()).text();
  }

  @Override
  public String toString() {
    return text();
  }
}

package asynclab.notebook.predict;

import asynclab.notebook.Html;
import asynclab.notebook.logbook.Logbook;
import asynclab.notebook.markup.Sentence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The one call with which a notebook asks for a prediction.
///
/// The answer is the letter in the call, so it lives in the notebook's own text: a kernel that ends
/// forgets nothing, and *Run all* waits for nobody.
public final class Predict {
  private static final List<String> NOTEBOOKS =
      List.of(
          "00-start",
          "01-concurrency",
          "02-models",
          "03-syscalls-and-event-queues",
          "04-event-queue",
          "04b-edges-and-faults",
          "05-fibers",
          "05b-fibers-in-java",
          "05c-virtual-threads",
          "06-futures",
          "07-async-await",
          "07b-stacks-and-colour",
          "08-runtimes",
          "08b-many-executors",
          "09-pinning",
          "10-your-own-runtime",
          "10b-the-ladder",
          "12-backpressure",
          "12b-cancellation",
          "12c-bug-gallery");

  private static final class Questions {
    static final Map<String, List<Question>> OF = read();
  }

  private Predict() {}

  /// The notebooks that ask, in reading order.
  public static List<String> notebooks() {
    return NOTEBOOKS;
  }

  /// The names of a notebook's questions, in its order; none for a notebook that asks nothing.
  public static List<String> ids(String notebook) {
    return Questions.OF.getOrDefault(notebook, List.of()).stream().map(Question::id).toList();
  }

  /// Shows the question `id` and what is to be said to `answer`: `?` is none yet, else a letter.
  public static Html of(@Nullable String id, @Nullable String answer) {
    return of(id, answer, Logbook.here());
  }

  static Html of(@Nullable String id, @Nullable String answer, Optional<Logbook> logbook) {
    var question = question(id);
    if (question.isEmpty()) return unknown(id);
    var letter = answer == null ? "null" : answer.strip().toLowerCase(Locale.ROOT);
    if (letter.isEmpty() || letter.equals("?")) return Prediction.unanswered(question.get());
    var chosen = question.get().letters().indexOf(letter);
    if (chosen < 0) return Prediction.misread(question.get(), fault(question.get(), answer));
    var prediction = Prediction.answered(question.get(), chosen);
    return logbook
        .flatMap(book -> Review.answered(book, question.get(), letter))
        .map(prediction::with)
        .orElse(prediction);
  }

  static String fault(Question question, @Nullable String answer) {
    var letters = String.join(", ", question.letters());
    var seen = answer == null ? "null" : "\"" + answer + "\"";
    return "%s is none of the letters: write one of %s, or \"?\" for not yet."
        .formatted(seen, letters);
  }

  static Optional<Question> question(@Nullable String id) {
    return questions().stream().filter(question -> question.id().equals(id)).findFirst();
  }

  /// All questions, in reading order.
  static List<Question> questions() {
    return Questions.OF.values().stream().flatMap(List::stream).toList();
  }

  static Html unknown(@Nullable String id) {
    var known = new ArrayList<String>();
    for (var notebook : NOTEBOOKS) known.addAll(ids(notebook));
    return new Sentence(
        "There is no prediction %s: there are %s.".formatted(id, String.join(", ", known)));
  }

  private static Map<String, List<Question>> read() {
    var read = new LinkedHashMap<String, List<Question>>();
    for (var notebook : NOTEBOOKS) read.put(notebook, QuestionFile.parse(notebook, text(notebook)));
    return read;
  }

  private static String text(String notebook) {
    try (var file = Predict.class.getResourceAsStream(notebook + ".txt")) {
      if (file == null) throw new IllegalStateException("the library has no " + notebook + ".txt");
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

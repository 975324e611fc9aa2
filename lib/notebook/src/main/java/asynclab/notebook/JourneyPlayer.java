package asynclab.notebook;

import asynclab.notebook.JourneyStep.Station;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A future's journey for the player: each step with how things stand after it.
final class JourneyPlayer {
  private JourneyPlayer() {}

  /// A drawing, and where its steps lie.
  record View(JourneyDrawing drawing, String address) {}

  static View view(JourneyDrawing drawing, String address) {
    return new View(drawing, address);
  }

  static String script(
      String title, List<JourneyStep> steps, List<String> times, String task, List<View> views) {
    var words = new LinkedHashMap<String, Integer>();
    var data = new LinkedHashMap<String, Object>();
    data.put("title", title);
    data.put("clicks", true);
    data.put("runs", List.of(""));
    data.put("lanes", List.of(Stream.of(Station.values()).map(it -> it.label).toList()));
    data.put("cut", false);
    data.put("log", steps.stream().map(JourneyStep::logLine).toList());
    var told = steps.stream().anyMatch(step -> step.number() == 3);
    var places = new Object[steps.size()];
    for (var i = 0; i < places.length; i++) {
      places[i] = step(steps.get(i), times.get(i), task, told, words);
    }
    data.put("steps", List.of(places));
    data.put("views", views.stream().map(view -> view(view, steps)).toList());
    data.put("words", List.copyOf(words.keySet()));
    return Player.script(data);
  }

  private static Map<String, Object> step(
      JourneyStep step, String time, String task, boolean told, Map<String, Integer> words) {
    var number = step.number();
    var awaits = told && number >= 3 && number <= 6;
    var data = new LinkedHashMap<String, Object>();
    data.put("run", 0);
    data.put("time", word(words, time));
    data.put("says", word(words, number + ". " + Story.capital(step.sentence())));
    data.put("states", states(step, task, told).stream().map(it -> word(words, it)).toList());
    data.put("ready", word(words, number == 1 || number == 7 ? task : ""));
    data.put("awaited", word(words, awaits ? "the event, for " + task : ""));
    data.put("where", word(words, step.code().where()));
    data.put("code", word(words, step.code().text()));
    return data;
  }

  /// What each station does right after a step.
  ///
  /// @param told whether the first poll has told the reactor of a source
  static List<String> states(JourneyStep step, String task, boolean told) {
    var keeps = told ? "token → waker" : "knows nothing";
    var watches = told ? "watches" : "idle";
    var ended = step.sentence().endsWith("Ready");
    return switch (step.number()) {
      case 1 -> List.of("queued; nothing done yet", "holds " + task, "knows nothing", "idle");
      case 2 -> List.of("runs", "in poll()", "knows nothing", "idle");
      case 3 -> List.of("runs", "in poll()", keeps, watches);
      case 4 -> List.of("pending", "nothing is ready", keeps, watches);
      case 5 -> List.of("pending", "asleep", "asleep", watches);
      case 6 -> List.of("pending", "nothing is ready", "has been told", "has told");
      case 7 -> List.of("queued", "holds " + task, told ? "has called wake()" : keeps, watches);
      default ->
          ended
              ? List.of("has ended", "has the answer", "knows nothing", "idle")
              : List.of("pending", "nothing is ready", keeps, watches);
    };
  }

  private static int word(Map<String, Integer> words, String text) {
    return words.computeIfAbsent(text, _ -> words.size());
  }

  private static Map<String, Object> view(View view, List<JourneyStep> steps) {
    var drawing = view.drawing;
    var data = new LinkedHashMap<String, Object>();
    data.put("address", view.address);
    data.put("width", drawing.width());
    data.put("height", drawing.height());
    data.put("bands", List.of(List.of(drawing.top(), drawing.bottom())));
    data.put("x", steps.stream().map(drawing::x).toList());
    data.put("y", steps.stream().map(drawing::y).toList());
    return data;
  }
}

package asynclab.notebook;

import static java.nio.charset.StandardCharsets.UTF_8;

import asynclab.notebook.markup.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// What turns a figure into a player where scripts run: a small script of our own, and the steps of
/// the run as its data.
///
/// The script leaves the picture where it is and lays a cursor over it; so nothing is lost where it
/// does not run, and nothing is fetched where it does.
final class Player {
  private static final String CODE = read("player.js");

  /// A picture and where things lie in it.
  ///
  /// @param address the picture itself; empty for the one that stands in the figure already
  record View(TimelineDrawing drawing, String address) {}

  private final Map<String, Integer> words = new LinkedHashMap<>();
  private final List<TimelineDrawing.Panel> panels;
  private final List<Place> places = new ArrayList<>();
  private boolean cut; // a run had as many steps as one may have, or more

  /// A step of one of the runs.
  private record Place(int run, Step step) {}

  private Player(List<Run> runs, List<TimelineDrawing.Panel> panels) {
    this.panels = panels;
    for (var i = 0; i < runs.size(); i++) {
      var steps = Steps.of(runs.get(i));
      for (var step : steps) {
        places.add(new Place(i, step));
      }
      cut |= steps.size() == Steps.MOST;
    }
  }

  /// The script for a figure of `runs`, drawn in `views`; empty when there is nothing to step
  /// through.
  static String script(String title, List<Run> runs, List<View> views) {
    var player = new Player(runs, views.getFirst().drawing.panels());
    if (player.places.isEmpty()) {
      return "";
    }
    return script(player.data(title, runs, views));
  }

  /// The script for steps that were put together elsewhere.
  static String script(Map<String, Object> data) {
    return CODE + "(document.currentScript, " + Json.of(data) + ");";
  }

  private Map<String, Object> data(String title, List<Run> runs, List<View> views) {
    var data = new LinkedHashMap<String, Object>();
    data.put("title", title);
    data.put("runs", runs.stream().map(run -> runs.size() > 1 ? run.title : "").toList());
    data.put("lanes", runs.stream().map(Player::names).toList());
    data.put("cut", cut);
    data.put("steps", places.stream().map(this::step).toList());
    data.put("views", views.stream().map(this::view).toList());
    // Last, because the others find the words.
    data.put("words", List.copyOf(words.keySet()));
    return data;
  }

  private static List<String> names(Run run) {
    return shown(run).mapToObj(i -> run.lanes.get(i).label).toList();
  }

  /// Of very many lanes, those that have one of their own in the picture.
  private static IntStream shown(Run run) {
    var drawn = Set.copyOf(Crowd.thinned(run.lanes));
    return IntStream.range(0, run.lanes.size()).filter(i -> drawn.contains(run.lanes.get(i)));
  }

  private Map<String, Object> step(Place place) {
    var step = place.step;
    var run = panels.get(place.run).run();
    var data = new LinkedHashMap<String, Object>();
    data.put("run", place.run);
    data.put("time", word(run.when(step.event())));
    data.put("says", word(step.sentence()));
    data.put("states", shown(run).mapToObj(i -> word(step.states().get(i))).toList());
    data.put("ready", word(String.join(", ", step.ready())));
    data.put("awaited", word(String.join(", ", step.awaited())));
    data.put("where", word(step.code().where()));
    data.put("code", word(step.code().text()));
    return data;
  }

  /// A text is written once, however often it is said.
  private int word(String text) {
    return words.computeIfAbsent(text, _ -> words.size());
  }

  private Map<String, Object> view(View view) {
    var drawing = view.drawing;
    var data = new LinkedHashMap<String, Object>();
    data.put("address", view.address);
    data.put("width", drawing.width());
    data.put("height", drawing.height());
    var panels = drawing.panels();
    data.put("bands", panels.stream().map(panel -> List.of(panel.top(), panel.bottom())).toList());
    data.put("x", places.stream().map(p -> panels.get(p.run).x(p.step.event())).toList());
    data.put("y", places.stream().map(p -> panels.get(p.run).y(p.step.lane())).toList());
    return data;
  }

  private static String read(String name) {
    try (var stream = Player.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("the lab's jar has no " + name + ": run `lab setup`");
      }
      return new String(stream.readAllBytes(), UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

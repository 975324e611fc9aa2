package asynclab.notebook;

import asynclab.notebook.markup.Json;
import asynclab.trace.Recorder;
import asynclab.trace.Recorder.Event;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A run in the Trace Event Format of Chrome, which Perfetto (ui.perfetto.dev) and
/// `chrome://tracing` open: the lanes of the picture as threads, waits as slices, all that happened
/// as instants.
///
/// The format is described in "Trace Event Format", a document of the Chromium project. Times are
/// microseconds; `X` is a slice, `i` an instant, `M` a name.
final class ChromeTrace {
  private static final int PROCESS = 1;

  private final Run run;
  private final List<Map<String, Object>> entries = new ArrayList<>();

  private ChromeTrace(Run run) {
    this.run = run;
  }

  /// The whole document.
  static String of(Run run) {
    var trace = new ChromeTrace(run);
    trace.names();
    trace.waits();
    trace.instants();
    return Json.of(Map.of("traceEvents", trace.entries));
  }

  private void names() {
    entries.add(name("process_name", 0, Map.of("name", run.title)));
    for (var lane : run.lanes) {
      entries.add(name("thread_name", thread(lane), Map.of("name", lane.label)));
      entries.add(name("thread_sort_index", thread(lane), Map.of("sort_index", thread(lane))));
    }
  }

  private void waits() {
    for (var lane : run.lanes) {
      for (var wait : lane.waits) {
        var what = lane.role == Lane.Role.LOOP ? "asleep in the wait" : "waits";
        var slice = entry("X", what, thread(lane), wait.from());
        slice.put("dur", (wait.to() - wait.from()) / 1e3);
        slice.put("args", Map.of("length", wait.text()));
        entries.add(slice);
      }
    }
  }

  private void instants() {
    for (var i = 0; i < run.events.size(); i++) {
      var event = run.events.get(i);
      entries.add(instant(event, thread(run.lane(event)), run.at(i)));
      if (event.kind() == Recorder.Kind.READY) {
        entries.add(instant(event, thread(run.kernel), run.at(i)));
      }
    }
  }

  private Map<String, Object> instant(Event event, int thread, double at) {
    var instant = entry("i", Story.what(event), thread, at);
    instant.put("s", "t");
    var code = Code.of(event.site());
    if (!code.equals(Code.NONE)) {
      instant.put("args", Map.of("line", code.toString()));
    }
    return instant;
  }

  private static Map<String, Object> name(String what, int thread, Map<String, Object> args) {
    var name = entry("M", what, thread, 0);
    name.put("args", args);
    return name;
  }

  private static Map<String, Object> entry(String phase, String name, int thread, double nanos) {
    var entry = new LinkedHashMap<String, Object>();
    entry.put("name", name);
    entry.put("ph", phase);
    entry.put("ts", nanos / 1e3);
    entry.put("pid", PROCESS);
    entry.put("tid", thread);
    return entry;
  }

  /// From 1, because Perfetto takes 0 for the idle process.
  private int thread(Lane lane) {
    return run.lanes.indexOf(lane) + 1;
  }
}

// reply: /proc/self/status is about the process's first thread
import asynclab.notebook.checks.SwitchMeter;

long read(String name) throws IOException {
  try (var lines = Files.lines(Path.of("/proc/self/status"))) {
    var line = lines.filter(text -> text.startsWith(name)).findFirst();
    return Long.parseLong(line.orElseThrow().replaceAll("\\D", ""));
  }
}
SwitchMeter mine = work -> {
  long voluntary = read("voluntary_ctxt_switches");
  long involuntary = read("nonvoluntary_ctxt_switches");
  work.run();
  return new SwitchMeter.Count(
      read("voluntary_ctxt_switches") - voluntary,
      read("nonvoluntary_ctxt_switches") - involuntary);
};
Check.of("01.switches", mine)

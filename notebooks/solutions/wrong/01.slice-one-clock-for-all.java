// reply: follow each thread by itself
import asynclab.notebook.checks.Slicer;

Slicer mine = stamps -> {
  var taken = new ArrayList<Slicer.Off>();
  for (int i = 1; i < stamps.size(); i++) {
    var before = stamps.get(i - 1);
    var stamp = stamps.get(i);
    if (stamp.at() - before.at() <= 1) continue;
    taken.add(new Slicer.Off(before.thread(), before.at(), stamp.at()));
  }
  return taken;
};
Check.of("01.slice", mine)

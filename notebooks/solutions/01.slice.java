import asynclab.notebook.checks.Slicer;

Slicer mine = stamps -> {
  var taken = new ArrayList<Slicer.Off>();
  var last = new HashMap<String, Slicer.Stamp>();
  for (var stamp : stamps) {
    var before = last.put(stamp.thread(), stamp);
    if (before == null || before.doing() == Slicer.Doing.SLEEPS) continue;
    if (stamp.at() - before.at() <= 1) continue;
    taken.add(new Slicer.Off(stamp.thread(), before.at(), stamp.at()));
  }
  taken.sort(Comparator.comparing(Slicer.Off::from));
  return taken;
};
Check.of("01.slice", mine)

import asynclab.notebook.checks.SwitchMeter;

SwitchMeter mine = work -> {
  var before = Resource.getrusage(Resource.RUSAGE_THREAD);
  work.run();
  var used = Resource.getrusage(Resource.RUSAGE_THREAD).since(before);
  return new SwitchMeter.Count(used.nvcsw(), used.nivcsw());
};
Check.of("01.switches", mine)

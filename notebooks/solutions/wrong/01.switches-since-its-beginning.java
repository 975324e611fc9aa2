// reply: take the difference of two readings
import asynclab.notebook.checks.SwitchMeter;

SwitchMeter mine = work -> {
  work.run();
  var used = Resource.getrusage(Resource.RUSAGE_THREAD);
  return new SwitchMeter.Count(used.nvcsw(), used.nivcsw());
};
Check.of("01.switches", mine)

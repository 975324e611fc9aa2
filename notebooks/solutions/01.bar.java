import asynclab.notebook.checks.Bar;

Bar mine = (staff, taps, pour, prepare, waitingUsed) -> {
  int perOrder = waitingUsed ? prepare : pour + prepare;
  int byHands = staff * 3600 / perOrder;
  int byTaps = taps * 3600 / pour;
  return Math.min(byHands, byTaps);
};
Check.of("01.bar", mine)

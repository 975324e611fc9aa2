// reply: pouring is no work
import asynclab.notebook.checks.Bar;

Bar mine = (staff, taps, pour, prepare, waitingUsed) ->
    Math.min(staff * 3600 / (pour + prepare), taps * 3600 / pour);
Check.of("01.bar", mine)

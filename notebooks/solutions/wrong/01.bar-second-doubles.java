// reply: a second bartender does not double one tap
import asynclab.notebook.checks.Bar;

Bar mine = (staff, taps, pour, prepare, waitingUsed) ->
    waitingUsed
        ? Math.min(staff * 3600 / prepare, taps * 3600 / pour)
        : staff * 3600 / (pour + prepare);
Check.of("01.bar", mine)

// reply: S is always ready, so the turn has no end
import asynclab.notebook.checks.FairTurn;

class MyTurn implements FairTurn {
  public void turn(Deque<Runnable> ready, Runnable look) {
    while (!ready.isEmpty()) ready.removeFirst().run();
    look.run();
  }
}
FairTurn mine = new MyTurn();
Check.of("08b.fair-turn", mine)

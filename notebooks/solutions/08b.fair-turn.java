import asynclab.notebook.checks.FairTurn;

class MyTurn implements FairTurn {
  public void turn(Deque<Runnable> ready, Runnable look) {
    for (int n = ready.size(); n > 0; n--) ready.removeFirst().run();
    look.run();
  }
}
FairTurn mine = new MyTurn();
Check.of("08b.fair-turn", mine)

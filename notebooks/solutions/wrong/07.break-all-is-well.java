// reply: who leaves by another way?
import asynclab.notebook.checks.BreakIt;

class MyInputs implements BreakIt {
  public List<Page> local() {
    return List.of(Page.of("a"), Page.of("b").waiting(1));
  }
  public List<Page> loop() { return List.of(Page.of("a").skip()); }
  public List<Page> cleanUp() { return List.of(Page.of("a").waiting(2)); }
}
BreakIt mine = new MyInputs();
Check.of("07.break", mine)

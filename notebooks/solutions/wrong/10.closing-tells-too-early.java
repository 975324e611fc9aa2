// reply: the value was told before bye had ended
import asynclab.notebook.checks.Closing;

class MyClosing implements Future<String> {
  final Future<String> work;
  final Future<String> bye;
  final Consumer<Future<?>> spawn;
  Ready<String> end;                         // what work came to
  boolean over;
  MyClosing(Future<String> work, Future<String> bye,
      Consumer<Future<?>> spawn) {
    this.work = work; this.bye = bye; this.spawn = spawn;
  }
  public Polled<String> poll(Waker waker) {
    if (end == null) {
      if (!(Polled.of(work, waker) instanceof Ready<String> ready))
        return Polled.pending();
      end = ready;
    }
    bye.poll(waker);
    over = true;
    return end;
  }
  public void close() {
    if (over) return;
    over = true;
    if (end == null) work.close();
    spawn.accept(bye);
  }
}
Closing mine = MyClosing::new;
Check.of("10.closing", mine)

// reply: the goodbye was cut short in its middle
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
    if (bye.poll(waker) instanceof Pending) return Polled.pending();
    over = true;
    return end;
  }
  public void close() {
    if (over) return;
    over = true;
    if (end == null) work.close();
    else bye.close();
    if (end == null) spawn.accept(bye);
  }
}
Closing mine = MyClosing::new;
Check.of("10.closing", mine)

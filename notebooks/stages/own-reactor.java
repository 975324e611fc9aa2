// A reactor of our own: a thread that waits in an event queue, for sockets and for the time,
// and wakes. Of one source one future at a time may wait.
import asynclab.executor.Interval;
import asynclab.executor.Reactor;
import asynclab.executor.Watch;
import asynclab.poll.Poller;
import asynclab.poll.Source;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

class OwnReactor implements Reactor, AutoCloseable {
  final Poll queue;
  final Wakeup bell;
  final Map<Long, Wait> waits = new ConcurrentHashMap<>();           // for sockets, by token
  final Queue<Sleep> sleeps = new PriorityBlockingQueue<>();
  final AtomicLong tokens = new AtomicLong();

  OwnReactor(Poller poller) {
    queue = Poll.over(poller);
    bell = Wakeup.of(queue.registry(), new Token(-1));
    Thread.ofPlatform().daemon().name("own reactor").start(this::run);
  }

  abstract class Leaf implements Future<Void> {
    volatile Waker waker = Waker.NONE;
    volatile boolean come;
    boolean asked;
    abstract void ask() throws IOException;
    public Polled<Void> poll(Waker now) {
      waker = now;                                 // leave word first,
      try { if (!asked) ask(); }                   // then ask to be called,
      catch (IOException e) { return Polled.failed(e); }
      asked = true;
      return come ? Polled.done() : Polled.pending();                // then look
    }
    void comes() { come = true; waker.wake(); }
  }
  class Wait extends Leaf {
    final Source source;
    final Interest interest;
    final long token = tokens.getAndIncrement();
    Wait(Source source, Interest interest) { this.source = source; this.interest = interest; }
    void ask() throws IOException {
      waits.put(token, this);
      queue.registry().register(source, new Token(token), interest.oneShot());
    }
    void leave() throws IOException {              // whoever comes first: event or close
      if (waits.remove(token) != null && source.isOpen()) queue.registry().deregister(source);
    }
    public void close() {
      try { leave(); } catch (IOException e) { throw new UncheckedIOException(e); }
    }
  }
  class Sleep extends Leaf implements Comparable<Sleep> {
    final Duration time;
    long due;
    Sleep(Duration time) { this.time = time; }
    void ask() { due = System.nanoTime() + time.toNanos(); sleeps.add(this); bell.wake(); }
    public int compareTo(Sleep other) { return Long.signum(due - other.due); }
    public void close() { sleeps.remove(this); }
  }

  void run() {
    var events = Events.withCapacity(64);
    try {
      while (true) {
        var first = sleeps.peek();
        long left = first == null ? 0 : Math.max(0, first.due - System.nanoTime());
        queue.poll(events, first == null ? Poll.FOREVER : Duration.ofNanos(left));
        for (var event : events) {
          var wait = waits.get(event.token().value());
          if (wait == null) continue;              // the bell, or one that was closed
          wait.leave();
          wait.comes();
        }
        for (var it = sleeps.peek(); it != null && it.due <= System.nanoTime(); it = sleeps.peek())
          if (sleeps.remove(it)) it.comes();
      }
    } catch (IllegalStateException closed) {       // by close()
    } catch (IOException e) { throw new UncheckedIOException(e); }
  }

  public Future<Void> readable(Source source) { return new Wait(source, Interest.READABLE); }
  public Future<Void> writable(Source source) { return new Wait(source, Interest.WRITABLE); }
  public Future<Void> sleep(Duration time) { return new Sleep(time); }
  public Watch watch(Source source) {
    return new Watch() {
      public Future<Void> readable() { return OwnReactor.this.readable(source); }
      public Future<Void> writable() { return OwnReactor.this.writable(source); }
      public void close() {}
    };
  }
  public Interval interval(Duration period) {
    throw new UnsupportedOperationException("this reactor has no intervals, PollReactor has");
  }
  public void close() throws IOException { queue.close(); }
}

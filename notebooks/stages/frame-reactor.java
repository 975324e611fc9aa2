// What is given of a reactor: places where futures wait for a source, and their deadlines.
import asynclab.executor.Interval;
import asynclab.executor.LoopReactor;
import asynclab.executor.Watch;
import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Waker;
import asynclab.poll.Event;
import asynclab.poll.Events;
import asynclab.poll.Interest;
import asynclab.poll.ListeningSocket;
import asynclab.poll.Poll;
import asynclab.poll.Poller;
import asynclab.poll.Source;
import asynclab.poll.StreamSocket;
import asynclab.poll.Token;
import asynclab.poll.Wakeup;
import asynclab.trace.Observer;
import java.net.InetSocketAddress;
import java.util.function.LongSupplier;

abstract class ReactorFrame implements LoopReactor {
  final Poller poller;
  final Poll queue;
  final Wakeup bell;
  final LongSupplier clock;
  final Events events = Events.withCapacity(64);
  final Map<Source, Place> places = new HashMap<>();
  final PriorityQueue<Sleep> sleeps = new PriorityQueue<>();       // the earliest first

  ReactorFrame(Poller poller, Observer observer, LongSupplier nanoTime) {
    this.poller = poller;
    queue = Poll.over(poller, observer, nanoTime);
    bell = Wakeup.of(queue.registry(), new Token(-1));
    clock = nanoTime;
    queue.registry().onClosing(this::closing);
  }
  abstract Polled<Void> poll(Leaf leaf, Waker waker) throws IOException;
  abstract Interest together(List<Wait> waits);

  abstract class Leaf implements Future<Void> {    // waits for one thing that comes
    Waker waker = Waker.NONE;
    boolean begun, come;
    abstract void begin() throws IOException;      // now it may come: notes that it has begun
    void comes() { come = true; waker.wake(); }
    public Polled<Void> poll(Waker now) {
      try { return ReactorFrame.this.poll(this, now); }
      catch (IOException e) { return Polled.failed(e); }
    }
  }
  class Sleep extends Leaf implements Comparable<Sleep> {
    final LongSupplier ends;
    long due;
    Sleep(LongSupplier ends) { this.ends = ends; }
    void begin() { begun = true; due = ends.getAsLong(); sleeps.add(this); }
    boolean isDue() { return due - clock.getAsLong() <= 0; }
    public int compareTo(Sleep other) { return Long.signum(due - other.due); }
    public void close() { sleeps.remove(this); }
  }
  class Wait extends Leaf {
    final Source source;
    final Interest interest;
    Wait(Source source, Interest interest) { this.source = source; this.interest = interest; }
    void begin() throws IOException {
      begun = true;
      var place = places.computeIfAbsent(source, Place::new);
      place.waits.add(this);
      place.ask();
    }
    boolean isFor(Event e) {                       // an error is told by reading or writing
      return e.isError() || (interest.readable() ? e.isReadable() || e.isReadClosed()
          : e.isWritable() || e.isWriteClosed());
    }
    public void close() {
      var place = places.get(source);
      try { if (place != null && place.waits.remove(this)) place.leave(); }
      catch (IOException e) { throw new UncheckedIOException(e); }
    }
  }
  class Place implements Watch {                   // all who wait for one source
    final Source source;
    final Token token = free();
    final List<Wait> waits = new ArrayList<>();
    boolean registered, kept;
    Place(Source source) { this.source = source; }
    public Future<Void> readable() { return new Wait(source, Interest.READABLE); }
    public Future<Void> writable() { return new Wait(source, Interest.WRITABLE); }
    void ask() throws IOException {                // for all of them at once
      var interest = together(waits).oneShot();
      if (registered) queue.registry().reregister(source, token, interest);
      else queue.registry().register(source, token, interest);
      registered = true;
    }
    List<Wait> arrived(Event event) throws IOException {       // they wait no more
      var came = waits.stream().filter(wait -> wait.isFor(event)).toList();
      waits.removeAll(came);
      if (!waits.isEmpty()) ask(); else leave();
      return came;
    }
    void leave() throws IOException {              // the last one takes it out of the queue
      if (kept || !waits.isEmpty()) return;
      places.remove(source);
      if (registered && source.isOpen()) queue.registry().deregister(source);
      registered = false;
    }
    public void close() throws IOException {       // whoever waits goes on, and finds out
      var all = List.copyOf(waits);
      waits.clear();
      kept = false;
      leave();
      all.forEach(Wait::comes);
    }
  }
  Token free() {                                   // the lowest that nobody has
    for (long n = 0; ; n++) if (place(new Token(n)).isEmpty()) return new Token(n);
  }
  Optional<Place> place(Token token) {
    return places.values().stream().filter(it -> it.token.equals(token)).findFirst();
  }
  List<Wait> arrived(Event event) throws IOException {         // none for the bell
    var place = place(event.token());
    return place.isPresent() ? place.get().arrived(event) : List.of();
  }
  void closing(Token token) {                      // its source is out of the queue already
    place(token).ifPresent(it -> {
      it.registered = false;
      try { it.close(); } catch (IOException e) { throw new UncheckedIOException(e); }
    });
  }
  public Future<Void> readable(Source source) { return new Wait(source, Interest.READABLE); }
  public Future<Void> writable(Source source) { return new Wait(source, Interest.WRITABLE); }
  public Watch watch(Source source) {
    var place = places.computeIfAbsent(source, Place::new);
    if (place.kept) throw new IllegalStateException(source + " is watched already");
    place.kept = true;
    return place;
  }
  public Future<Void> sleep(Duration time) {
    return new Sleep(() -> clock.getAsLong() + time.toNanos());
  }
  public StreamSocket connect(InetSocketAddress to) throws IOException {
    return poller.connect(to);                     // in a simulation it has sockets of its own
  }
  public ListeningSocket listen(InetSocketAddress at) throws IOException {
    return poller.listen(at);
  }
  public void wakeup() { bell.wake(); }
  public void close() throws IOException { queue.close(); }
}

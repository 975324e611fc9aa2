// reply: ticks that were missed are made up for
class OwnReactor extends ReactorFrame {
  OwnReactor(Poller poller, Observer observer, LongSupplier nanoTime) {
    super(poller, observer, nanoTime);
  }
  Polled<Void> poll(Leaf leaf, Waker waker) throws IOException {
    leaf.waker = waker;                            // leave word: the latest counts,
    if (!leaf.begun) leaf.begin();                 // ask to be called, once,
    return leaf.come ? Polled.done() : Polled.pending();           // and look
  }
  Interest together(List<Wait> waits) {
    return waits.stream().map(it -> it.interest).reduce(Interest::and).get();
  }
  public void turn(Duration patience) throws IOException {
    queue.poll(events, shortened(patience));
    for (var event : events) arrived(event).forEach(Wait::comes);
    while (!sleeps.isEmpty() && sleeps.peek().isDue()) sleeps.remove().comes();
  }
  Duration shortened(Duration patience) {
    if (sleeps.isEmpty()) return patience;
    long left = sleeps.peek().due - clock.getAsLong();
    var first = Duration.ofNanos(Math.max(0, left));
    return first.compareTo(patience) < 0 ? first : patience;
  }
  public Interval interval(Duration period) {
    long start = clock.getAsLong(), step = period.toNanos();
    var last = new long[1];                        // the number of the last tick
    return () -> Future.lazy(() -> new Sleep(() -> start + (last[0] + 1) * step))
        .map(_ -> ++last[0]);
  }
}
Makers.Reactors mine = OwnReactor::new;
Check.of("10b.reactor", mine)

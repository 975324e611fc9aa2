// reply: nobody has your waker
import asynclab.notebook.checks.ByHand;

class Pages extends Coroutine<String> {
  final ByHand.Peer peer;
  final int n;
  String all = "";
  String page;
  int i = 1;
  Pages(ByHand.Peer peer, int n) { this.peer = peer; this.n = n; }
  protected Polled<String> resume(Waker waker) throws Throwable {
    while (true) switch (state) {
      case 0 -> {
        if (i > n) return Polled.ready(all);
        peer.say("page " + i);
        awaiting(peer.get("/page/" + i));
        state = 1;
      }
      case 1 -> {
        if (isPending(waker)) return Polled.pending();
        page = awaited();
        awaiting(peer.get("/note/" + i));
        state = 2;
        return Polled.pending();
      }
      default -> {
        if (isPending(waker)) return Polled.pending();
        all += page + awaited();
        i++;
        state = 0;
      }
    }
  }
}
ByHand mine = Pages::new;
Check.of("07.by-hand", mine)

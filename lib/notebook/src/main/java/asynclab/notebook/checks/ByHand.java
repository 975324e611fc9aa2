package asynclab.notebook.checks;

import asynclab.futures.Future;

/// The exercise `07.by-hand`: a method with a loop and two awaits, as a state machine.
///
/// ```java
/// @Async
/// Future<String> pages(ByHand.Peer peer, int n) {
///   var all = "";
///   for (int i = 1; i <= n; i++) {
///     peer.say("page " + i);
///     var page = await(peer.get("/page/" + i));
///     all += page + await(peer.get("/note/" + i));
///   }
///   return Future.ready(all);
/// }
/// ```
@FunctionalInterface
public interface ByHand {
  /// What that method would return, before it has been polled.
  Future<String> pages(Peer peer, int n);

  /// What the method talks to.
  interface Peer {
    /// Notes a line.
    void say(String text);

    /// A request, to be awaited.
    Future<String> get(String path);
  }
}

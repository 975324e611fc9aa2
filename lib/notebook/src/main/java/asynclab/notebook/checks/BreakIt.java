package asynclab.notebook.checks;

import java.util.List;

/// The exercise `07.break`: an input for each of three faulty rewrites of one method, on which it
/// differs from the method.
///
/// ```java
/// @Async
/// Future<String> report(List<Page> pages) {
///   var all = "";
///   for (int i = 0; i < pages.size(); i++) {
///     var page = pages.get(i);
///     if (page.skipped()) continue;
///     open(page);
///     try { all += await(get(page)); }
///     finally { shut(page); }
///   }
///   return Future.ready(all);
/// }
/// ```
public interface BreakIt {
  /// One page.
  ///
  /// @param name also its text
  /// @param waits how often its request is pending
  /// @param skipped whether the method passes it over
  /// @param fails whether its request fails in the end
  record Page(String name, int waits, boolean skipped, boolean fails) {
    /// A page whose text is there at once.
    public static Page of(String name) {
      return new Page(name, 0, false, false);
    }

    /// The same, pending `times` times.
    public Page waiting(int times) {
      return new Page(name, times, skipped, fails);
    }

    /// The same, to be passed over.
    public Page skip() {
      return new Page(name, waits, true, fails);
    }

    /// The same, but its request fails.
    public Page fail() {
      return new Page(name, waits, skipped, true);
    }
  }

  /// For a rewrite in which `all` is a local still.
  List<Page> local();

  /// For one in which `continue` goes to the head of the loop, past `i++`.
  List<Page> loop();

  /// For one in which `shut(page)` stands behind the await, without `finally`.
  List<Page> cleanUp();
}

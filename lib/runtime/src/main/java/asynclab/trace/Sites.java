package asynclab.trace;

import java.util.concurrent.ConcurrentHashMap;

/// Finds the line of the program that led to a call of the recorder: the nearest caller that is
/// neither the lab's nor the JDK's.
final class Sites {
  private static final StackWalker WALKER = StackWalker.getInstance();

  /// As deep as a line is looked for.
  private static final int DEEPEST = 64;

  /// The site of a wait, kept for the events that it brings: they come from the same call.
  private record Wait(Thread thread, Site site) {}

  private final ConcurrentHashMap<Site, Site> known = new ConcurrentHashMap<>();
  private volatile Wait wait = new Wait(Thread.currentThread(), Site.UNKNOWN);

  /// The line that led to an event of this kind.
  Site of(Recorder.Kind kind) {
    var last = wait;
    return switch (kind) {
      case RETURNED, READY -> last.thread == Thread.currentThread() ? last.site : walk();
      case WAITING -> {
        var site = walk();
        if (last.thread != Thread.currentThread() || !last.site.equals(site)) {
          wait = new Wait(Thread.currentThread(), site);
        }
        yield site;
      }
      default -> walk();
    };
  }

  /// One object for each line, however often it is passed.
  private Site walk() {
    var site =
        WALKER.walk(frames ->
            frames
                .limit(DEEPEST)
                .filter(frame -> isOutside(frame.getClassName()))
                .findFirst()
                .map(frame -> new Site(frame.getClassName(), frame.getLineNumber()))
                .orElse(Site.UNKNOWN));
    var same = known.putIfAbsent(site, site);
    return same == null ? site : same;
  }

  private static boolean isOutside(String className) {
    return !className.startsWith("asynclab.")
        && !className.startsWith("java.")
        && !className.startsWith("jdk.");
  }
}

package asynclab.notebook.checks;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The check `12c.unbounded`: what comes out, and what the collector still finds.
@Examination
final class LatestNewsCheck {
  static final Exercise<LatestNews.Maker> EXERCISE =
      new Exercise<>(
          "12c.unbounded",
          LatestNews.Maker.class,
          "LatestNews.Maker mine = MyNews::new;",
          LatestNewsCheck.class);

  private static final int MANY = 1000;
  private static final int COLLECTIONS_MAX = 2;

  @BeforeAll
  static void hangs(Trial trial) {
    trial.ifItHangs("offer never waits: who measures has no time for that");
  }

  @Test
  @Order(1)
  @DisplayName("room for three: offer a b c; take; take")
  void fits(LatestNews.Maker maker, Trial trial) throws Exception {
    trial.expect(
        "a b c; nothing",
        () -> {
          var news = offered(maker.of(3), "a", "b", "c");
          return taken(news) + "; " + taken(news);
        },
        seen ->
            seen.contains("lost")
                ? "three fit: nothing was dropped"
                : "what was offered comes out once, oldest first");
  }

  @Test
  @Order(2)
  @DisplayName("room for three: offer a b c d e; take")
  void full(LatestNews.Maker maker, Trial trial) throws Exception {
    trial.expect(
        "lost 2, c d e",
        () -> taken(offered(maker.of(3), "a", "b", "c", "d", "e")),
        LatestNewsCheck::whyFull);
  }

  @Test
  @Order(3)
  @DisplayName("room for three: offer a b c d; take; offer e f; take")
  void again(LatestNews.Maker maker, Trial trial) throws Exception {
    trial.expect(
        "lost 1, b c d; e f",
        () -> {
          var news = offered(maker.of(3), "a", "b", "c", "d");
          return taken(news) + "; " + taken(offered(news, "e", "f"));
        },
        seen ->
            seen.startsWith("lost 1, b c d")
                ? "the loss was told already: count anew from each take"
                : whyFull(seen));
  }

  @Test
  @Order(4)
  @DisplayName("room for three: 1,000 are offered; how many does the heap hold?")
  void held(LatestNews.Maker maker, Trial trial) throws Exception {
    trial.expect(
        "3 of 1000",
        () -> {
          var news = maker.of(3);
          var seen = new ArrayList<WeakReference<String>>();
          IntStream.range(0, MANY)
              .mapToObj(i -> "message " + i)
              .forEach(message -> {
                seen.add(new WeakReference<>(message));
                news.offer(message);
              });
          var held = held(seen);
          return news.take().isEmpty() ? "nothing" : held + " of " + MANY;
        },
        seen ->
            seen.equals("nothing")
                ? whyFull("nothing")
                : "what nobody will ever take is kept all the same: bound what is stored, not what"
                    + " is told");
  }

  private static String whyFull(String seen) {
    if (seen.startsWith("a b c d")) return "it takes whatever comes: a queue without a bound";
    if (seen.contains("a b c")) return "the new ones were dropped: old news is worth less";
    if (!seen.contains("lost")) return "two were dropped, and nobody is told";
    return "room for three: the oldest go, one for each that comes, and they are counted";
  }

  private static LatestNews offered(LatestNews news, String... messages) {
    for (var message : messages) news.offer(message);
    return news;
  }

  private static String taken(LatestNews news) {
    var all = news.take();
    if (all.isEmpty()) return "nothing";
    var told = all.getFirst().startsWith("lost") ? all.getFirst() + ", " : "";
    return told + String.join(" ", told.isEmpty() ? all : all.subList(1, all.size()));
  }

  /// How many the collector has not taken; it may need more than one look.
  private static long held(List<WeakReference<String>> seen) {
    var held = Long.MAX_VALUE;
    for (var i = 0; i < COLLECTIONS_MAX && held > 3; i++) {
      System.gc();
      held = seen.stream().filter(each -> each.get() != null).count();
    }
    return held;
  }
}

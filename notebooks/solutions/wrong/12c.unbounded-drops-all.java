// reply: the oldest go, one for each that comes
import asynclab.notebook.checks.LatestNews;

class MyNews implements LatestNews {
  final Deque<String> held = new ArrayDeque<>();
  final int capacity;
  int lost;
  MyNews(int capacity) { this.capacity = capacity; }
  public void offer(String message) {
    if (held.size() == capacity) {
      lost += held.size();
      held.clear();
    }
    held.add(message);
  }
  public List<String> take() {
    List<String> all = new ArrayList<>(held);
    if (lost > 0) all.addFirst("lost " + lost);
    lost = 0;
    held.clear();
    return all;
  }
}
LatestNews.Maker mine = MyNews::new;
Check.of("12c.unbounded", mine)

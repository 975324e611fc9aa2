// reply: bound what is stored, not what is told
import asynclab.notebook.checks.LatestNews;

class MyNews implements LatestNews {
  final Deque<String> held = new ArrayDeque<>();
  final int capacity;
  MyNews(int capacity) { this.capacity = capacity; }
  public void offer(String message) {
    held.add(message);
  }
  public List<String> take() {
    List<String> all = new ArrayList<>(held);
    int lost = all.size() - capacity;
    if (lost > 0) {
      all = new ArrayList<>(all.subList(lost, all.size()));
      all.addFirst("lost " + lost);
    }
    held.clear();
    return all;
  }
}
LatestNews.Maker mine = MyNews::new;
Check.of("12c.unbounded", mine)

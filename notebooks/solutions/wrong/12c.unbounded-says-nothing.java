// reply: nobody is told
import asynclab.notebook.checks.LatestNews;

class MyNews implements LatestNews {
  final Deque<String> held = new ArrayDeque<>();
  final int capacity;
  MyNews(int capacity) { this.capacity = capacity; }
  public void offer(String message) {
    if (held.size() == capacity) held.remove();
    held.add(message);
  }
  public List<String> take() {
    List<String> all = new ArrayList<>(held);
    held.clear();
    return all;
  }
}
LatestNews.Maker mine = MyNews::new;
Check.of("12c.unbounded", mine)

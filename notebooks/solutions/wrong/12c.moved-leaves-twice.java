// reply: Who leaves is NOWHERE
import asynclab.notebook.checks.MovedPlace;

class MyTable implements MovedPlace {
  final ArrayList<Entry> table = new ArrayList<>();
  public void add(Entry entry) {
    entry.at = table.size();
    table.add(entry);
  }
  public void remove(Entry entry) {
    var last = table.removeLast();
    if (last == entry) return;
    table.set(entry.at, last);
    last.at = entry.at;
  }
  public List<Entry> entries() { return table; }
}
MovedPlace.Maker mine = MyTable::new;
Check.of("12c.moved", mine)

// reply: the list was searched
import asynclab.notebook.checks.MovedPlace;

class MyTable implements MovedPlace {
  final ArrayList<Entry> table = new ArrayList<>();
  public void add(Entry entry) {
    entry.at = table.size();
    table.add(entry);
  }
  public void remove(Entry entry) {
    if (!table.contains(entry)) return;
    var last = table.removeLast();
    if (last == entry) return;
    int place = table.indexOf(entry);
    table.set(place, last);
    last.at = place;
  }
  public List<Entry> entries() { return table; }
}
MovedPlace.Maker mine = MyTable::new;
Check.of("12c.moved", mine)

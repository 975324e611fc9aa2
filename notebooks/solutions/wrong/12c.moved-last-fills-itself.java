// reply: it fills no hole
import asynclab.notebook.checks.MovedPlace;

class MyTable implements MovedPlace {
  final ArrayList<Entry> table = new ArrayList<>();
  public void add(Entry entry) {
    entry.at = table.size();
    table.add(entry);
  }
  public void remove(Entry entry) {
    if (entry.at == Entry.NOWHERE) return;
    var last = table.removeLast();
    table.set(entry.at, last);
    last.at = entry.at;
    entry.at = Entry.NOWHERE;
  }
  public List<Entry> entries() { return table; }
}
MovedPlace.Maker mine = MyTable::new;
Check.of("12c.moved", mine)

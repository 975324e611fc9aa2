// reply: the last one alone fills the hole
import asynclab.notebook.checks.MovedPlace;

class MyTable implements MovedPlace {
  final ArrayList<Entry> table = new ArrayList<>();
  public void add(Entry entry) {
    entry.at = table.size();
    table.add(entry);
  }
  public void remove(Entry entry) {
    if (entry.at == Entry.NOWHERE) return;
    table.remove(entry.at);
    for (int i = entry.at; i < table.size(); i++) table.get(i).at = i;
    entry.at = Entry.NOWHERE;
  }
  public List<Entry> entries() { return table; }
}
MovedPlace.Maker mine = MyTable::new;
Check.of("12c.moved", mine)

// reply: garbage was weighed as well
import asynclab.notebook.checks.Scales;

Scales mine = (count, maker, heap) -> {
  var held = new ArrayList<Object>(count + 1);
  held.add(maker.get());
  long before = heap.used();
  for (int i = 0; i < count; i++) held.add(maker.get());
  long bytes = heap.used() - before;
  Reference.reachabilityFence(held);
  return bytes / count;
};
Check.of("07b.weigh", mine)

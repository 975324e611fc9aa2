// reply: what is made once for all was weighed
import asynclab.notebook.checks.Scales;

Scales mine = (count, maker, heap) -> {
  var held = new ArrayList<Object>(count);
  heap.collect();
  long before = heap.used();
  for (int i = 0; i < count; i++) held.add(maker.get());
  heap.collect();
  long bytes = heap.used() - before;
  Reference.reachabilityFence(held);
  return bytes / count;
};
Check.of("07b.weigh", mine)

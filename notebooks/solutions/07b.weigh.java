import asynclab.notebook.checks.Scales;

long onTheHeap() {
  for (int i = 0; i < 4; i++) System.gc();   // one may leave dead objects in place
  return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
}
Scales mine = (count, maker) -> {
  var held = new ArrayList<Object>(count + 1);
  held.add(maker.get());
  long before = onTheHeap();
  for (int i = 0; i < count; i++) held.add(maker.get());
  long bytes = onTheHeap() - before;
  Reference.reachabilityFence(held);
  Reference.reachabilityFence(maker);
  return bytes / count;
};
Check.of("07b.weigh", mine)

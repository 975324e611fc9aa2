// reply: takes the first bytes for the end
import asynclab.notebook.checks.Collector;

Collector mine = (poll, streams) -> {
  var order = new ArrayList<Integer>();
  var events = Events.withCapacity(8);
  for (int turn = 0; turn < 100 && order.size() < streams.size(); turn++) {
    poll.poll(events, Poll.FOREVER);
    for (var event : events) {
      int i = (int) event.token().value();
      int n = streams.get(i).read(ByteBuffer.allocateDirect(4096));
      if (n > 0 && !order.contains(i)) order.add(i);
    }
  }
  return order;
};

Check.of("04.finish-once", mine)

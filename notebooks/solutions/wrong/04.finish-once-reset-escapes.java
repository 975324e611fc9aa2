// reply: a reset is an end too
import asynclab.notebook.checks.Collector;

Collector mine = (poll, streams) -> {
  var order = new ArrayList<Integer>();
  var events = Events.withCapacity(8);
  for (int turn = 0; turn < 100 && order.size() < streams.size(); turn++) {
    poll.poll(events, Poll.FOREVER);
    for (var event : events) {
      int i = (int) event.token().value();
      int n;
      var room = ByteBuffer.allocateDirect(64);
      do n = streams.get(i).read(room.clear()); while (n > 0);
      if (n == TcpStream.END) order.add(i);
    }
  }
  return order;
};

Check.of("04.finish-once", mine)

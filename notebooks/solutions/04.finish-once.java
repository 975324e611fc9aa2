import asynclab.notebook.checks.Collector;

boolean hasEnded(TcpStream stream) {
  var buffer = ByteBuffer.allocateDirect(4096);
  try {
    int n;
    do n = stream.read(buffer.clear()); while (n > 0);
    return n == TcpStream.END;
  } catch (IOException reset) { return true; }
}

Collector mine = (poll, streams) -> {
  var order = new ArrayList<Integer>();
  var events = Events.withCapacity(8);
  for (int turn = 0; turn < 100 && order.size() < streams.size(); turn++) {
    poll.poll(events, Poll.FOREVER);
    for (var event : events) {
      int i = (int) event.token().value();
      if (!order.contains(i) && hasEnded(streams.get(i))) order.add(i);
    }
  }
  return order;
};

Check.of("04.finish-once", mine)

// reply: one read an event: the rest stays
import asynclab.notebook.checks.Drain;

Drain mine = (stream, into) -> {
  var buffer = ByteBuffer.allocateDirect(4096);
  int n = stream.read(buffer);
  into.append(UTF_8.decode(buffer.flip()));
  return n == TcpStream.END;
};

Check.of("04b.drain", mine)

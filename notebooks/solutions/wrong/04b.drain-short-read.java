// reply: stops at a short read
import asynclab.notebook.checks.Drain;

Drain mine = (stream, into) -> {
  var buffer = ByteBuffer.allocateDirect(4096);
  int n;
  do {
    n = stream.read(buffer.clear());
    into.append(UTF_8.decode(buffer.flip()));
  } while (n == 4096);
  return n == TcpStream.END;
};

Check.of("04b.drain", mine)

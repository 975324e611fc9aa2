// reply: takes WOULD_BLOCK for an error
import asynclab.notebook.checks.Drain;

Drain mine = (stream, into) -> {
  var buffer = ByteBuffer.allocateDirect(4096);
  int n;
  while ((n = stream.read(buffer.clear())) != TcpStream.END) {
    if (n < 0) throw new IOException("the read failed");
    into.append(UTF_8.decode(buffer.flip()));
  }
  return true;
};

Check.of("04b.drain", mine)

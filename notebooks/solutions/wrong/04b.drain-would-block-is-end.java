// reply: takes WOULD_BLOCK for the end
import asynclab.notebook.checks.Drain;

Drain mine = (stream, into) -> {
  var buffer = ByteBuffer.allocateDirect(4096);
  while (stream.read(buffer.clear()) > 0) {
    into.append(UTF_8.decode(buffer.flip()));
  }
  return true;
};

Check.of("04b.drain", mine)

// reply: begins again at the first byte
import asynclab.notebook.checks.WriteAll;

WriteAll mine = (end, bytes) -> {
  while (true) {
    long n = end.write(bytes, 0, bytes.length);
    if (n == bytes.length) return n;
    if (n == -Errno.EAGAIN.code()) end.awaitWritable();
    else if (n < 0 && n != -Errno.EINTR.code()) return n;
  }
};

Check.of("03.write-all", mine)

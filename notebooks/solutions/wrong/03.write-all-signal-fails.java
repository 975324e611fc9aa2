// reply: EINTR is no failure
import asynclab.notebook.checks.WriteAll;

WriteAll mine = (end, bytes) -> {
  int done = 0;
  while (done < bytes.length) {
    long n = end.write(bytes, done, bytes.length - done);
    if (n == -Errno.EAGAIN.code()) end.awaitWritable();
    else if (n < 0) return n;
    else done += (int) n;
  }
  return done;
};

Check.of("03.write-all", mine)

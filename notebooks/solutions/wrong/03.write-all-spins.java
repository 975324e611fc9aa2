// reply: spins: while the pipe is full
import asynclab.notebook.checks.WriteAll;

WriteAll mine = (end, bytes) -> {
  int done = 0;
  while (done < bytes.length) {
    long n = end.write(bytes, done, bytes.length - done);
    boolean again = n == -Errno.EINTR.code() || n == -Errno.EAGAIN.code();
    if (n < 0 && !again) return n;
    if (n > 0) done += (int) n;
  }
  return done;
};

Check.of("03.write-all", mine)

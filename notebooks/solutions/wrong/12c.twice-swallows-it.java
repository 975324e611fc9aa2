// reply: A's second close met B
import asynclab.notebook.checks.ClosedOnce;

class MySocket implements ClosedOnce {
  final Kernel kernel;
  final int fd;
  MySocket(Kernel kernel, int fd) { this.kernel = kernel; this.fd = fd; }
  public void write(String text) throws IOException {
    kernel.write(fd, text);
  }
  public void close() throws IOException {
    try {
      kernel.close(fd);
    } catch (IOException closedAlready) { }
  }
}
ClosedOnce.Maker mine = MySocket::new;
Check.of("12c.twice", mine)

// reply: may not write, and says so
import asynclab.notebook.checks.ClosedOnce;

class MySocket implements ClosedOnce {
  final Kernel kernel;
  final int fd;
  boolean closed;
  MySocket(Kernel kernel, int fd) { this.kernel = kernel; this.fd = fd; }
  public void write(String text) throws IOException {
    if (closed) return;
    kernel.write(fd, text);
  }
  public void close() throws IOException {
    if (closed) return;
    closed = true;
    kernel.close(fd);
  }
}
ClosedOnce.Maker mine = MySocket::new;
Check.of("12c.twice", mine)

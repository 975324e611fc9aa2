// reply: what A wrote went to B's peer
import asynclab.notebook.checks.ClosedOnce;

class MySocket implements ClosedOnce {
  final Kernel kernel;
  final int fd;
  boolean closed;
  MySocket(Kernel kernel, int fd) { this.kernel = kernel; this.fd = fd; }
  public void write(String text) throws IOException {
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

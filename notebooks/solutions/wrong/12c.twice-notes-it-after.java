// reply: note it first, then close
import asynclab.notebook.checks.ClosedOnce;

class MySocket implements ClosedOnce {
  final Kernel kernel;
  final int fd;
  boolean closed;
  MySocket(Kernel kernel, int fd) { this.kernel = kernel; this.fd = fd; }
  public void write(String text) throws IOException {
    if (closed) throw new IllegalStateException("is closed");
    kernel.write(fd, text);
  }
  public void close() throws IOException {
    if (closed) return;
    kernel.close(fd);
    closed = true;
  }
}
ClosedOnce.Maker mine = MySocket::new;
Check.of("12c.twice", mine)

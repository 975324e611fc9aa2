// reply: never try it again
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
    closed = true;
    try {
      kernel.close(fd);
    } catch (IOException e) {
      closed = false;
      throw e;
    }
  }
}
ClosedOnce.Maker mine = MySocket::new;
Check.of("12c.twice", mine)

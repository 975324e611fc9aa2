// reply: only the owner knows that it has closed
import asynclab.notebook.checks.ClosedOnce;

class MySocket implements ClosedOnce {
  final Kernel kernel;
  final int fd;
  MySocket(Kernel kernel, int fd) { this.kernel = kernel; this.fd = fd; }
  public void write(String text) throws IOException {
    if (!kernel.isOpen(fd)) throw new IllegalStateException("is closed");
    kernel.write(fd, text);
  }
  public void close() throws IOException {
    if (kernel.isOpen(fd)) kernel.close(fd);
  }
}
ClosedOnce.Maker mine = MySocket::new;
Check.of("12c.twice", mine)

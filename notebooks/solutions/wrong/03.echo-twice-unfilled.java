// reply: sends before recv is done
import asynclab.notebook.checks.EchoTwice;

class MyEcho implements EchoTwice {
  public void byReadiness(Readiness kernel) {
    var buffer = new byte[64];
    for (int c = kernel.await(); c >= 0; c = kernel.await()) {
      int n = kernel.read(c, buffer);
      if (n > 0) kernel.write(c, buffer, n);
    }
  }

  public void byCompletion(Completion kernel) {
    var buffers = new byte[CONNECTIONS][8];
    for (int c = 0; c < CONNECTIONS; c++) {
      kernel.recv(c, buffers[c]);
      kernel.send(c, buffers[c], 8);
    }
    while (kernel.await().isPresent()) {}
  }
}

Check.of("03.echo-twice", new MyEcho())

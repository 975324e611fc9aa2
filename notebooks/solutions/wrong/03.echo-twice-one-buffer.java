// reply: one buffer for both connections
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
    var buffer = new byte[64];
    for (int c = 0; c < CONNECTIONS; c++) kernel.recv(c, buffer);
    for (var d = kernel.await(); d.isPresent(); d = kernel.await()) {
      int c = d.get().connection(), n = d.get().count();
      if (!d.get().isRecv()) kernel.recv(c, buffer);
      else if (n > 0) kernel.send(c, buffer, n);
    }
  }
}

Check.of("03.echo-twice", new MyEcho())

import asynclab.notebook.checks.EchoTwice;

class MyEcho implements EchoTwice {
  public void byReadiness(Readiness kernel) {
    var buffer = new byte[64];       // one is enough: ours at all times
    for (int c = kernel.await(); c >= 0; c = kernel.await()) {
      int n = kernel.read(c, buffer);
      if (n > 0) kernel.write(c, buffer, n);
    }
  }

  public void byCompletion(Completion kernel) {
    var buffers = new byte[CONNECTIONS][64];     // one each
    for (int c = 0; c < CONNECTIONS; c++) kernel.recv(c, buffers[c]);
    for (var d = kernel.await(); d.isPresent(); d = kernel.await()) {
      int c = d.get().connection(), n = d.get().count();
      if (!d.get().isRecv()) kernel.recv(c, buffers[c]);
      else if (n > 0) kernel.send(c, buffers[c], n);
    }
  }
}

Check.of("03.echo-twice", new MyEcho())

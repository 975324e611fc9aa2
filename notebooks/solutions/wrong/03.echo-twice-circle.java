// reply: reads before it is told
import asynclab.notebook.checks.EchoTwice;

class MyEcho implements EchoTwice {
  public void byReadiness(Readiness kernel) {
    var buffer = new byte[64];
    var open = new ArrayList<>(List.of(0, 1));
    while (!open.isEmpty()) {
      open.removeIf(c -> {
        int n = kernel.read(c, buffer);
        if (n > 0) kernel.write(c, buffer, n);
        return n == 0;
      });
    }
  }

  public void byCompletion(Completion kernel) {
    var buffers = new byte[CONNECTIONS][64];
    for (int c = 0; c < CONNECTIONS; c++) kernel.recv(c, buffers[c]);
    for (var d = kernel.await(); d.isPresent(); d = kernel.await()) {
      int c = d.get().connection(), n = d.get().count();
      if (!d.get().isRecv()) kernel.recv(c, buffers[c]);
      else if (n > 0) kernel.send(c, buffers[c], n);
    }
  }
}

Check.of("03.echo-twice", new MyEcho())

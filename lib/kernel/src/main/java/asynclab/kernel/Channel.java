package asynclab.kernel;

import java.util.function.BiConsumer;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.channels.ShellChannel;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.messages.HMACGenerator;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.shaded.org.zeromq.ZMQ;

/// A channel on which requests come, answered one after another on a thread of its own.
///
/// JJava's looks for a request and then sleeps 50 ms, which every cell waits for twice. This one
/// sleeps in the poller until a request is there.
final class Channel extends ShellChannel {
  private final boolean control;
  private final BiConsumer<Channel, Message<?>> answer;

  Channel(
      ZMQ.Context context,
      HMACGenerator signer,
      boolean control,
      JupyterConnection connection,
      BiConsumer<Channel, Message<?>> answer) {
    super(context, signer, control, connection);
    this.control = control;
    this.answer = answer;
  }

  @Override
  public void bind(KernelConnectionProperties address) {
    var port = control ? address.getControlPort() : address.getShellPort();
    bind(formatAddress(address.getTransport(), address.getIp(), port));
    Thread.ofPlatform()
        .daemon()
        .name(control ? "kernel-control" : "kernel-shell")
        .start(this::serve);
  }

  private void serve() {
    var poller = ctx.poller(1);
    poller.register(this, ZMQ.Poller.POLLIN);
    while (poller.poll(-1) >= 0) {
      answer.accept(this, readMessage());
    }
  }
}

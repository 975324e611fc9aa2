package asynclab.kernel;

import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
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
  private static final System.Logger LOG = System.getLogger("asynclab.kernel");

  private final Deque<Message<?>> waiting = new ArrayDeque<>();
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
    while (true) {
      if (waiting.isEmpty()) receive(-1);
      var next = waiting.poll();
      if (next != null) answer.accept(this, next);
    }
  }

  /// Takes in what has come; the first of it may be waited for. Only for the thread that serves.
  private void receive(long timeoutMillis) {
    var poller = ctx.poller(1);
    poller.register(this, ZMQ.Poller.POLLIN);
    var timeout = timeoutMillis;
    while (poller.poll(timeout) > 0) {
      try {
        waiting.add(readMessage());
      } catch (RuntimeException e) {
        LOG.log(Level.WARNING, "a message that is none was dropped", e);
      }
      timeout = 0;
    }
    poller.close();
  }

  /// What has come by now and is not answered yet; the caller answers it. Only for the thread that
  /// serves.
  List<Message<?>> takeWaiting(Predicate<Message<?>> which) {
    receive(0);
    var taken = waiting.stream().filter(which).toList();
    waiting.removeAll(taken);
    return taken;
  }
}

package asynclab.kernel;

import java.lang.System.Logger.Level;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.channels.ShellHandler;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.messages.ContentType;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.publish.PublishStatus;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;
import org.dflib.jjava.shaded.org.zeromq.ZMQ;

/// The kernel's five sockets; the two that requests come on are ours, so that none waits.
final class Connection extends JupyterConnection {
  private static final System.Logger LOG = System.getLogger("asynclab.kernel");

  /// How many messages may wait for a slow client before some are dropped.
  private static final int MESSAGES_WAITING = 100_000;

  private final KernelConnectionProperties address;
  private final Channel requests;
  private final Channel urgent;

  Connection(KernelConnectionProperties address)
      throws NoSuchAlgorithmException, InvalidKeyException {
    super(address);
    this.address = address;
    var context = ZMQ.context(1);
    requests = new Channel(context, address.createHMACGenerator(), false, this, this::answer);
    urgent = new Channel(context, address.createHMACGenerator(), true, this, this::answer);
  }

  @Override
  public void connect() {
    iopub.setSndHWM(MESSAGES_WAITING);
    iopub.bind(address);
    heartbeat.bind(address);
    stdin.bind(address);
    requests.bind(address);
    urgent.bind(address);
    iopub.sendMessage(new Message<>(null, PublishStatus.MESSAGE_TYPE, PublishStatus.STARTING));
  }

  /// Sends something about a cell to every client.
  void publish(Cell cell, ContentType<?> content) {
    iopub.sendMessage(message(cell, content));
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // the type of a content is the type of its message
  private static Message<?> message(Cell cell, ContentType<?> content) {
    return new Message(cell.context(), ((ContentType) content).getType(), content);
  }

  /// Takes the cells that wait for their turn out of the queue. Only while one is answered.
  List<Message<?>> takeWaitingCells() {
    return requests.takeWaiting(
        message -> message.getHeader().getType().equals(ExecuteRequest.MESSAGE_TYPE));
  }

  /// Tells a cell that it does not run.
  @SuppressWarnings({"unchecked", "rawtypes"}) // the type of a reply is the type of its message
  void abort(Message<?> message) {
    var reply = prepareReplyEnv(requests, message);
    reply.setStatusBusy();
    var aborted = new AbortedReply();
    reply.reply((Message<?>) new Message(message, aborted.getType(), aborted));
    reply.setStatusIdle();
  }

  private void answer(Channel channel, Message<?> message) {
    MessageType<?> type = message.getHeader().getType();
    ShellHandler<?> handler = getHandler(type);
    if (handler == null) {
      LOG.log(Level.DEBUG, "no answer to {0}", type.getName());
      return;
    }
    var reply = prepareReplyEnv(channel, message);
    try {
      handle(handler, reply, message);
    } catch (RuntimeException | Error e) { // the channel goes on
      LOG.log(Level.WARNING, "the answer to " + type.getName() + " failed", e);
    } finally {
      reply.resolveDeferrals();
    }
  }

  @SuppressWarnings("unchecked") // JJava files the handler of a type under that type
  private static <T> void handle(
      ShellHandler<T> handler, ShellReplyEnvironment reply, Message<?> message) {
    handler.handle(reply, (Message<T>) message);
  }
}

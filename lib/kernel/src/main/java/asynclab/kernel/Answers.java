package asynclab.kernel;

import java.util.List;
import org.dflib.jjava.jupyter.messages.Header;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageContext;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.reply.HistoryReply;
import org.dflib.jjava.jupyter.messages.reply.KernelInfoReply;

/// Replies of JJava with the `status` that the protocol asks of every reply since version 5.0.
final class Answers {
  private Answers() {}

  /// Who we are.
  static final class Info extends KernelInfoReply {
    @SuppressWarnings("unused") // written as JSON
    private final String status = "ok";

    Info(LabKernel kernel) {
      super(
          Header.PROTOCOL_VERISON,
          kernel.getName(),
          kernel.getVersion(),
          kernel.getLanguageInfo(),
          kernel.getBanner(),
          kernel.getHelpLinks());
    }
  }

  /// Cells of the past, as a message: JJava writes the entries of its own reply as objects, where
  /// the protocol wants tuples.
  @SuppressWarnings("unchecked") // the type names the message, and the content is written as JSON
  static Message<Past> past(MessageContext request, List<List<Object>> entries) {
    var type = (MessageType<Past>) (MessageType<?>) HistoryReply.MESSAGE_TYPE;
    return new Message<>(request, type, new Past("ok", entries));
  }

  /// What a history reply holds.
  record Past(String status, List<List<Object>> history) {}
}

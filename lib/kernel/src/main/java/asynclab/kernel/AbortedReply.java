package asynclab.kernel;

import org.dflib.jjava.jupyter.messages.ContentType;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.ReplyType;
import org.dflib.jjava.jupyter.messages.reply.ExecuteReply;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;

/// The answer to a cell that was waiting when one before it failed: it does not run.
///
/// @param status the word of the protocol
record AbortedReply(String status) implements ContentType<ExecuteReply>, ReplyType<ExecuteRequest> {
  AbortedReply() {
    this("aborted");
  }

  @Override
  public MessageType<ExecuteReply> getType() {
    return ExecuteReply.MESSAGE_TYPE;
  }

  @Override
  public MessageType<ExecuteRequest> getRequestType() {
    return ExecuteRequest.MESSAGE_TYPE;
  }
}

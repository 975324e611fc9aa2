package asynclab.kernel;

import java.util.List;
import org.dflib.jjava.jupyter.kernel.history.HistoryEntry;
import org.dflib.jjava.jupyter.messages.Header;
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

  /// Cells of the past.
  static final class Past extends HistoryReply {
    @SuppressWarnings("unused") // written as JSON
    private final String status = "ok";

    Past(List<HistoryEntry> entries) {
      super(entries);
    }
  }
}

package asynclab.kernel;

import java.nio.charset.StandardCharsets;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.JupyterIO;

/// `System.in` of the cells: asks the learner for a line, where the front end can.
final class CellInput extends JupyterIO {
  CellInput() {
    super(StandardCharsets.UTF_8);
  }

  /// From now on the cell behind `reply` asks.
  void attach(ShellReplyEnvironment reply, boolean mayAsk) {
    setEnv(reply);
    setJupyterInEnabled(mayAsk);
  }

  void detach(ShellReplyEnvironment reply) {
    retractEnv(reply);
  }
}

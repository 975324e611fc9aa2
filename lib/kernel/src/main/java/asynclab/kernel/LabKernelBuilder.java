package asynclab.kernel;

import java.util.Map;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.dflib.jjava.jupyter.kernel.magic.MagicsResolver;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;
import org.dflib.jjava.kernel.JavaKernelBuilder;
import org.dflib.jjava.kernel.execution.CodeEvaluator;

/// Makes the parts of a [LabKernel]; `build` puts them together.
final class LabKernelBuilder extends JavaKernelBuilder<LabKernelBuilder, LabKernel> {
  private final CellBook book = new CellBook();
  private final Outbox outbox;
  private final NativeOutput nativeOutput;
  private final CrashNote crashNote;

  /// @param outbox what carries the output of cells away
  /// @param crashNote knows how the kernel before ended
  LabKernelBuilder(Outbox outbox, CrashNote crashNote) {
    this.outbox = outbox;
    this.crashNote = crashNote;
    nativeOutput = new NativeOutput(outbox);
  }

  @Override
  public LabKernel build() {
    var evaluator = new CellEvaluator(book, nativeOutput);
    var input = new CellInput();
    return new LabKernel(this, evaluator, input, buildJShell(evaluator));
  }

  @Override
  protected JShell buildJShell(CodeEvaluator evaluator) {
    var builder =
        JShell.builder()
            .in(System.in)
            .out(System.out)
            .err(System.err)
            .executionEngine(evaluator.getExecControlProvider(), Map.of())
            .compilerOptions(compilerOpts.toArray(String[]::new))
            .idGenerator(this::enter);
    // The first statement makes the compiler read its path.
    return CompilePath.with(() -> {
      var shell = builder.build();
      shell.eval("import java.util.*;");
      return shell;
    });
  }

  /// JShell asks for an identity of each new snippet: that is how the book hears of it.
  private String enter(Snippet snippet, int index) {
    book.enter(snippet);
    return String.valueOf(index);
  }

  CellBook book() {
    return book;
  }

  Outbox outbox() {
    return outbox;
  }

  NativeOutput nativeOutput() {
    return nativeOutput;
  }

  CrashNote crashNote() {
    return crashNote;
  }

  String version() {
    return buildVersion();
  }

  LanguageInfo language() {
    return buildLanguageInfo();
  }

  CommManager comms() {
    return buildCommManager();
  }

  Renderer renderer() {
    return buildRenderer();
  }

  MagicsResolver magics() {
    return new Magics();
  }

  MagicsRegistry registry() {
    return buildMagicsRegistry();
  }

  StringStyler styler() {
    return buildErrorStyler();
  }
}

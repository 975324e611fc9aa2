package asynclab.kernel;

import java.util.Locale;
import java.util.stream.Collectors;
import jdk.jshell.JShell;
import jdk.jshell.SnippetEvent;
import org.dflib.jjava.kernel.execution.CompilationException;

/// What [Resume] needs of the kernel, from the one that runs the cell.
record RunningKernel(LabKernel kernel) implements Resume.Kernel {
  @Override
  public JShell shell() {
    return kernel.getJShell();
  }

  @Override
  public void run(String source) {
    try {
      var _ = kernel.evalBuilder(source).resolveMagics().eval();
    } catch (CompilationException wrong) {
      throw new IllegalStateException(diagnostics(wrong.getBadSnippetCompilation()), wrong);
    }
  }

  private String diagnostics(SnippetEvent event) {
    return shell()
        .diagnostics(event.snippet())
        .map(each -> each.getMessage(Locale.ROOT).lines().findFirst().orElse(""))
        .collect(Collectors.joining("; "));
  }

  @Override
  public String java(String source) {
    return kernel.getMagicsResolver().resolve(source);
  }

  @Override
  public RunCells ran() {
    return kernel.ran();
  }
}

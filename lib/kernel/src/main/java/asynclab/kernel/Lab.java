package asynclab.kernel;

import asynclab.notebook.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import jdk.jshell.JShell;
import jdk.jshell.SnippetEvent;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.kernel.execution.CompilationException;

/// What a cell says to the lab itself; every cell has it without an import.
public final class Lab {
  private Lab() {}

  /// Rebuilds what a section needs of the cells above it, if this kernel has not run them: see
  /// [Resume].
  public static void resume(String heading) throws IOException {
    var named = Optional.ofNullable(System.getenv("JPY_SESSION_NAME")).map(Path::of);
    var kernel = new Here((LabKernel) BaseKernel.notebookKernel());
    new Resume(kernel).section(heading, named, Path.of("")).ifPresent(System.out::println);
  }

  /// What this machine has, as a table: see [Machine].
  public static Machine machine() {
    return Machine.here();
  }

  private record Here(LabKernel kernel) implements Resume.Kernel {
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
      return kernel
          .getJShell()
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
}

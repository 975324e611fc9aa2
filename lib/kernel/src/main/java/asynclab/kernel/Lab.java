package asynclab.kernel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import jdk.jshell.JShell;
import jdk.jshell.SnippetEvent;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.kernel.JavaKernel;
import org.dflib.jjava.kernel.execution.CompilationException;
import org.jspecify.annotations.Nullable;

/// What a cell says to the lab itself; every cell has it without an import.
public final class Lab {
  private static @Nullable Resume resume;

  private Lab() {}

  /// Rebuilds what a section needs of the cells above it, if this kernel has not run them: see
  /// [Resume].
  public static void resume(String heading) throws IOException {
    var named = Optional.ofNullable(System.getenv("JPY_SESSION_NAME")).map(Path::of);
    resumer().section(heading, named, Path.of("")).ifPresent(System.out::println);
  }

  private static synchronized Resume resumer() {
    var known = resume;
    if (known == null) {
      known = new Resume(new Cells((JavaKernel) BaseKernel.notebookKernel()));
      resume = known;
    }
    return known;
  }

  private record Cells(JavaKernel kernel) implements Resume.Kernel {
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
    public boolean hasRun(String id, String source) {
      return false;
    }
  }
}

package asynclab.coroutines.source;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// `./lab corofy FILE [DEST]`: prints the rewritten text of a file, or writes it to another.
public final class CorofyCommand {
  private static final String USAGE = "usage: lab corofy FILE [DEST]";

  private CorofyCommand() {}

  public static void main(String[] arguments) {
    var out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    var err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    System.exit(run(out, err, arguments));
  }

  /// The exit code: 0, or 1 when `err` says why not.
  static int run(PrintStream out, PrintStream err, String... arguments) {
    if (arguments.length < 1 || arguments.length > 2) {
      err.println(USAGE);
      return 1;
    }
    var file = Path.of(arguments[0]);
    var source = "";
    try {
      source = Files.readString(file);
      var rewritten = Corofy.rewrite(source).source();
      if (arguments.length == 1) out.print(rewritten);
      else Files.writeString(Path.of(arguments[1]), rewritten);
      return 0;
    } catch (CorofyException refused) {
      for (var problem : refused.problems()) tell(err, file, source, problem);
      return 1;
    } catch (IOException e) {
      err.println("corofy: " + file + ": " + e.getClass().getSimpleName() + ": " + e.getMessage());
      return 1;
    }
  }

  /// As javac tells it: the place, the reason, the line, and a mark below it.
  private static void tell(PrintStream err, Path file, String source, Problem problem) {
    err.println(
        "%s:%d:%d: %s".formatted(file, problem.line(), problem.column(), problem.message()));
    source.lines().skip(problem.line() - 1L).findFirst().ifPresent(err::println);
    err.println(" ".repeat(problem.column() - 1) + "^");
  }
}

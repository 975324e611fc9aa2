package asynclab.notebook.ladder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A cell in which a part is written, a solution or a wrong idea, as a test uses it.
public final class CellPart {
  private static final Path NOTEBOOKS = Path.of("../../notebooks");
  private static final Path SOLUTIONS = NOTEBOOKS.resolve("solutions");
  static final Path STAGES = NOTEBOOKS.resolve("stages");

  /// The imports that the notebook has made before.
  private static final String IMPORTS =
      Stream.of(
              "executor.Executor",
              "executor.Interval",
              "executor.LoopReactor",
              "executor.Scheduler",
              "futures.Future",
              "futures.Polled",
              "futures.Ready",
              "futures.Waker",
              "notebook.ladder.Makers",
              "notebook.ladder.TaskWaker",
              "poll.Events",
              "poll.Interest",
              "poll.Poll",
              "poll.Poller",
              "syscalls.Epoll",
              "syscalls.EpollEvent",
              "syscalls.Errno",
              "syscalls.SyscallException",
              "trace.Observer")
          .map("import asynclab.%s;"::formatted)
          .collect(
              Collectors.joining(
                  " ",
                  "",
                  " import java.util.concurrent.atomic.AtomicBoolean;"
                      + " import java.util.function.LongSupplier; "));

  private CellPart() {}

  /// The file of a solution.
  public static Path solution(Rung rung) {
    return SOLUTIONS.resolve(rung.exercise() + ".java");
  }

  /// The files of the known wrong ideas.
  public static List<Path> wrong(Rung rung) throws IOException {
    try (var files = Files.list(SOLUTIONS.resolve("wrong"))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(rung.exercise() + "-"))
          .sorted()
          .toList();
    }
  }

  /// The class of a cell, without what asks the check.
  static String text(Path cell) throws IOException {
    var text = Files.readString(cell);
    return text.substring(0, text.indexOf("\nMakers."));
  }

  /// What makes the part of a cell.
  public static Object maker(Rung rung, Path cell) throws IOException {
    var parts = new OwnParts(Optional.empty(), STAGES);
    return parts.maker(rung, cell.getFileName().toString(), IMPORTS + text(cell));
  }
}

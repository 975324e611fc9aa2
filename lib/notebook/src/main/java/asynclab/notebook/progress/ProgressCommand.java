package asynclab.notebook.progress;

import asynclab.notebook.logbook.Logbook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `lab progress`: what is done, as a text to send, and what many have sent.
public final class ProgressCommand {
  private static final String USAGE =
      """
      lab progress [show]          what you have done
      lab progress show FILE...    what others have: each FILE is a progress.txt, or holds the text
                                   that export gives, in a mail for instance
      lab progress export          all of it as one short line, to be sent or imported elsewhere
      lab progress import TEXT     adds such a line to what is here; a FILE that holds it will do\
      """;

  private static final int FILES_MAX = 1000;
  private static final long BYTES_MAX = 1_000_000;

  private ProgressCommand() {}

  /// Runs the command.
  public static void main(String... argv) {
    var args = argv.length == 0 ? List.of("show") : List.of(argv);
    try {
      var said = answer(args);
      System.out.println(said);
    } catch (IOException e) {
      System.err.println("lab progress: " + e.getMessage());
      System.exit(1);
    }
  }

  private static String answer(List<String> args) throws IOException {
    var rest = args.subList(1, args.size());
    return switch (args.getFirst()) {
      case "show" -> rest.isEmpty() ? Progress.here().text() : School.of(learners(rest)).text();
      case "export" -> Progress.export();
      case "import" -> Progress.importFrom(pasted(String.join(" ", rest))).text();
      default -> USAGE;
    };
  }

  /// What was pasted, or what the file of that name holds.
  private static String pasted(String words) throws IOException {
    return words.startsWith(ProgressText.HEAD) ? words : textOf(Path.of(words));
  }

  private static List<School.Learner> learners(List<String> files) throws IOException {
    if (files.size() > FILES_MAX) throw new IOException("more than " + FILES_MAX + " files");
    var learners = new ArrayList<School.Learner>();
    for (var name : files) learners.add(learner(Path.of(name)));
    return learners;
  }

  private static School.Learner learner(Path file) throws IOException {
    var name = file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
    var text = textOf(file);
    try {
      if (!text.contains(ProgressText.HEAD + "1-")) {
        return new School.Learner(name, Logbook.at(file).read().entries(), "");
      }
      return new School.Learner(name, ProgressText.read(text).entries(), "");
    } catch (ProgressText.Garbled e) {
      return new School.Learner(name, List.of(), String.valueOf(e.getMessage()));
    }
  }

  private static String textOf(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(
          "there is no file %s, and no such text: it begins with %s1-"
              .formatted(file, ProgressText.HEAD));
    }
    if (Files.size(file) > BYTES_MAX) throw new IOException(file + " is too long to be progress");
    return Files.readString(file);
  }
}

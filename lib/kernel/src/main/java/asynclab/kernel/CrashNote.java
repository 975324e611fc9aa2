package asynclab.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A small file that says "a kernel runs here". It is removed at an orderly end, so whoever finds
/// it knows that the kernel before died.
///
/// Jupyter starts a dead kernel anew with the same connection file, so the note has the name of
/// that. It holds the process number, which leads to the report the JVM writes when it crashes, or
/// the word `exit`.
final class CrashNote {
  private static final String EXIT = "exit";
  private static final Pattern SIGNAL = Pattern.compile("(?m)^#\\s+((?:SIG|EXCEPTION_)\\w+)");
  private static final Pattern FRAME = Pattern.compile("(?m)^# Problematic frame:\\R# (.+)$");
  private static final Duration KEPT = Duration.ofDays(7);
  private static final String CURE =
      " What the cells had made is gone: run them again, or the section's first cell.";

  private final @Nullable Path note;
  private final Optional<String> lastCrash;

  private CrashNote(@Nullable Path note, Optional<String> lastCrash) {
    this.note = note;
    this.lastCrash = lastCrash;
  }

  /// Reads what the kernel before left behind, and leaves a note of its own.
  ///
  /// @param logs where notes and crash reports lie; null for none
  static CrashNote leave(@Nullable Path logs, Path connectionFile) throws IOException {
    if (logs == null) return new CrashNote(null, Optional.empty());
    removeOld(logs);
    var note = logs.resolve("running-" + connectionFile.getFileName() + ".txt");
    var crash =
        Files.exists(note)
            ? Optional.of(sentence(logs, Files.readString(note).strip()))
            : Optional.<String>empty();
    Files.writeString(note, Long.toString(ProcessHandle.current().pid()));
    var left = new CrashNote(note, crash);
    Runtime.getRuntime().addShutdownHook(new Thread(left::ending, "crash-note"));
    return left;
  }

  /// A kernel killed together with its server has no successor who reads its note.
  private static void removeOld(Path logs) throws IOException {
    var limit = FileTime.from(Instant.now().minus(KEPT));
    try (var notes = Files.newDirectoryStream(logs, "running-*.txt")) {
      for (var note : notes) {
        if (Files.getLastModifiedTime(note).compareTo(limit) < 0) Files.deleteIfExists(note);
      }
    }
  }

  /// How the kernel before died; empty if it did not.
  Optional<String> lastCrash() {
    return lastCrash;
  }

  /// The end is orderly.
  void remove() {
    if (note == null) return;
    try {
      Files.deleteIfExists(note);
    } catch (IOException e) {
      System.err.println("lab: cannot remove " + note + ": " + e.getMessage());
    }
  }

  /// The JVM ends. Asked to by the system, that is orderly; by a cell, it is worth a word.
  private void ending() {
    if (note == null || !Files.exists(note)) return;
    if (!exitWasCalled()) {
      remove();
      return;
    }
    try {
      Files.writeString(note, EXIT);
    } catch (IOException e) {
      System.err.println("lab: cannot write " + note + ": " + e.getMessage());
    }
  }

  /// The thread that called waits inside the call for this one.
  private static boolean exitWasCalled() {
    return Thread.getAllStackTraces().values().stream()
        .flatMap(java.util.Arrays::stream)
        .anyMatch(frame ->
            frame.getClassName().equals("java.lang.Runtime")
                && frame.getMethodName().equals("exit"));
  }

  private static String sentence(Path logs, String left) throws IOException {
    if (left.equals(EXIT)) {
      return "The kernel ended before this cell, because a cell called System.exit." + CURE;
    }
    var report = logs.resolve("hs_err_" + left + ".log");
    if (!Files.exists(report)) {
      return "The kernel died before this cell and left no report: it was killed from outside, as"
          + " the system does when memory runs out."
          + CURE;
    }
    var text = Files.readString(report);
    return "The kernel died before this cell: %s in %s (the report is %s).%s"
        .formatted(
            first(SIGNAL, text, "a crash"), first(FRAME, text, "an unknown place"), report, CURE);
  }

  private static String first(Pattern pattern, String text, String otherwise) {
    var found = pattern.matcher(text);
    return found.find() ? found.group(1).strip() : otherwise;
  }
}

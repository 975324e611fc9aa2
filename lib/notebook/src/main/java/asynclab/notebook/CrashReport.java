package asynclab.notebook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The report that HotSpot writes when it has to end (`hs_err_pid….log`), a thousand lines long:
/// the few that decide.
final class CrashReport {
  static final String FRAME = "problematic frame: ";
  static final String FATAL = "fatal error: ";
  private static final String BANNER = "#\n# A fatal error has been detected";
  private static final Pattern HEAD =
      Pattern.compile("#  ([A-Z_]+ \\(0x.*|Internal Error \\(.*|fatal error: .*)");
  private static final Pattern STACK =
      Pattern.compile("Stack: \\[0x(\\w+),0x(\\w+)\\],  sp=0x(\\w+),.*");

  private static final Pattern LIBRARY = Pattern.compile("\\[(.*?)\\](.*)");

  private CrashReport() {}

  /// What a program printed before the JVM began to tell of its crash.
  static String before(String output) {
    var end = output.indexOf(BANNER);
    return (end < 0 ? output : output.substring(0, end)).strip();
  }

  /// The signal or the error, the frame it hit, what the kernel said about the address, and the
  /// stack pointer where it stood outside the thread's own stack. Empty without a report.
  static List<String> deciding(Path report) throws IOException {
    if (!Files.exists(report)) return List.of();
    var deciding = new ArrayList<String>();
    var frame = false;
    for (var line :
        new String(Files.readAllBytes(report), StandardCharsets.UTF_8).lines().toList()) {
      if (frame) deciding.add(FRAME + line.replaceFirst("# +", ""));
      var head = HEAD.matcher(line);
      if (head.matches()) deciding.add(head.group(1));
      if (line.startsWith("siginfo:")) deciding.add(line);
      if (isElsewhere(line)) deciding.add(line.replaceFirst(",  free space.*", ": outside"));
      frame = line.startsWith("# Problematic frame");
    }
    return deciding;
  }

  /// Whether a line says that the stack pointer is not in the stack that the JVM knows.
  private static boolean isElsewhere(String line) {
    var stack = STACK.matcher(line);
    if (!stack.matches()) return false;
    var pointer = Long.parseUnsignedLong(stack.group(3), 16);
    return Long.compareUnsigned(pointer, Long.parseUnsignedLong(stack.group(1), 16)) < 0
        || Long.compareUnsigned(pointer, Long.parseUnsignedLong(stack.group(2), 16)) >= 0;
  }

  /// Where it crashed, without what differs from run to run: a function, or else a library.
  static String where(String frameLine) {
    var frame = frameLine.substring(FRAME.length()).replaceFirst("^\\w +", "");
    var named = frame.replaceAll("\\+?0x\\w+", "").replaceFirst("\\(.*", "");
    var parts = LIBRARY.matcher(named);
    if (!parts.matches())
      return "in " + (named.isBlank() ? "code that has no name" : named.strip());
    return "in " + (parts.group(2).isBlank() ? parts.group(1) : parts.group(2).strip());
  }
}

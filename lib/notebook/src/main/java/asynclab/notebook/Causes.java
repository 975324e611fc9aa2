package asynclab.notebook;

import asynclab.trace.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// An exception in few words.
final class Causes {
  private static final int SHOWN = 3;
  private static final List<String> INNER = List.of("asynclab.", "java.", "jdk.", "sun.");

  /// What weaving calls the class of a coroutine: its frames are nobody's text.
  private static final String WOVEN = "$Machine";

  private Causes() {}

  /// `ExecutionException, of Unusable`: from what is seen to what happened.
  static String names(Throwable thrown) {
    return chain(thrown)
        .map(each -> each.getClass().getSimpleName())
        .distinct()
        .collect(Collectors.joining(", of "));
  }

  /// What happened.
  static Throwable root(Throwable thrown) {
    return chain(thrown).reduce((_, last) -> last).orElse(thrown);
  }

  private static Stream<Throwable> chain(Throwable thrown) {
    return Stream.iterate(
            Optional.of(thrown), Optional::isPresent, each -> each.map(Throwable::getCause))
        .flatMap(Optional::stream)
        .limit(8);
  }

  /// The program's own frames of a trace, a few, and where it begins.
  static List<String> trace(Throwable thrown) {
    var frames = List.of(thrown.getStackTrace());
    var lines = new ArrayList<String>();
    for (var frame : frames) {
      if (lines.size() < SHOWN && isOwn(frame.getClassName())) {
        lines.add(line(frame));
      }
    }
    if (!frames.isEmpty()) {
      var last = frames.getLast();
      lines.add("begins in " + simple(last.getClassName()) + "." + last.getMethodName());
    }
    return lines;
  }

  private static boolean isOwn(String className) {
    return INNER.stream().noneMatch(className::startsWith) && !className.endsWith(WOVEN);
  }

  private static String line(StackTraceElement frame) {
    var code = Code.of(new Site(frame.getClassName(), frame.getLineNumber()));
    return code.equals(Code.NONE) ? simple(frame.getClassName()) : code.where();
  }

  private static String simple(String className) {
    return className.substring(className.lastIndexOf('.') + 1).replace('$', '.');
  }
}

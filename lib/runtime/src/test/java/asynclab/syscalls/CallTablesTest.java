package asynclab.syscalls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The numbers of the calls, and of the names that a log writes, against the headers of both
/// processors.
@Tag("child-process")
@EnabledOnOs(value = OS.LINUX, disabledReason = "these are the headers of Linux")
class CallTablesTest {
  private static final List<Names> NAMES =
      List.of(
          Names.EVENTS,
          Names.EPOLL_OP,
          Names.OPEN,
          Names.FCNTL,
          Names.EPOLL_CREATE,
          Names.EVENTFD,
          Names.TIMERFD,
          Names.CLOCK,
          Names.FAMILY,
          Names.SOCKET,
          Names.PROTECTION,
          Names.MAP,
          Names.SHUT,
          Names.MESSAGE);

  private static final List<String> HEADERS =
      List.of(
          "sys/syscall",
          "sys/epoll",
          "sys/eventfd",
          "sys/timerfd",
          "sys/socket",
          "sys/mman",
          "fcntl",
          "time");

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void numbers_are_those_of_the_headers(Processor processor) throws Exception {
    var compiler = compiler(processor);
    Tools.assumeOnPath(compiler);
    var lines = new ArrayList<String>();
    lines.add("#define _GNU_SOURCE");
    HEADERS.forEach(header -> lines.add("#include <" + header + ".h>"));
    for (var call : SyscallNumber.values()) lines.addAll(number(call, call.on(processor)));
    for (var names : NAMES) names.values().forEach((name, value) -> lines.add(equal(name, value)));
    var source = Files.write(folder.resolve("tables.c"), lines).toString();

    var ended = Tools.run(folder, List.of(compiler, "-std=c11", "-fsyntax-only", source));

    assertEquals(new Tools.Ended(0, ""), ended);
  }

  private static String compiler(Processor processor) {
    return processor == Processor.current()
        ? "cc"
        : processor.name().toLowerCase(Locale.ROOT) + "-linux-gnu-gcc";
  }

  /// The number, or that there is none.
  private static List<String> number(SyscallNumber call, int number) {
    var name = "SYS_" + call.call();
    return number >= 0
        ? List.of(equal(name, number))
        : List.of("#ifdef " + name, "#error " + name + " is there", "#endif");
  }

  private static String equal(String name, int value) {
    return "_Static_assert((int) %s == %d, \"%s is not %d\");".formatted(name, value, name, value);
  }
}

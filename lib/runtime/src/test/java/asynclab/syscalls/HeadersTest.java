package asynclab.syscalls;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.GroupLayout;
import java.lang.foreign.MemoryLayout;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every constant, error number and struct of this package against the C headers themselves.
///
/// A C file of static assertions is compiled, not run, so the headers of another processor serve
/// too.
@EnabledOnOs(value = OS.LINUX, disabledReason = "these are the headers of Linux")
class HeadersTest {
  private static final List<Class<?>> CONSTANTS =
      List.of(Epoll.class, Fcntl.class, Sockets.class, Eventfd.class, Timerfd.class);

  @TempDir Path folder;

  enum Target {
    HERE("cc", "amd64".equals(System.getProperty("os.arch"))),
    AARCH64("aarch64-linux-gnu-gcc", false);

    final String compiler;
    final boolean packed;

    Target(String compiler, boolean packed) {
      this.compiler = compiler;
      this.packed = packed;
    }
  }

  @ParameterizedTest
  @EnumSource
  void java_and_c_agree(Target target) throws Exception {
    assumeTrue(isOnPath(target.compiler), target + ": no " + target.compiler + " on this machine");
    var source = Files.write(folder.resolve("headers.c"), assertions(target));

    var compiler =
        new ProcessBuilder(target.compiler, "-std=c11", "-fsyntax-only", source.toString())
            .redirectErrorStream(true)
            .start();
    var complaints = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertEquals("", complaints);
    assertEquals(0, compiler.waitFor());
  }

  private static List<String> assertions(Target target) throws IllegalAccessException {
    var lines = new ArrayList<String>();
    lines.add("#define _GNU_SOURCE");
    for (var header :
        List.of("sys/epoll", "sys/eventfd", "sys/timerfd", "sys/socket", "netinet/in")) {
      lines.add("#include <" + header + ".h>");
    }
    lines.addAll(List.of("#include <netinet/tcp.h>", "#include <fcntl.h>", "#include <errno.h>"));
    lines.addAll(List.of("#include <time.h>", "#include <stddef.h>", "#include <unistd.h>"));
    for (var type : CONSTANTS) addConstants(lines, type);
    for (var errno : Errno.values()) {
      if (errno.code() > 0) lines.add(equal(errno.name(), errno.code()));
    }
    addLayout(lines, "struct epoll_event", EpollEvent.layout(target.packed));
    addLayout(lines, "struct sockaddr_in", Sockaddr.IN);
    addLayout(lines, "struct sockaddr_in6", Sockaddr.IN6);
    addLayout(lines, "struct timespec", Itimerspec.TIMESPEC);
    addLayout(lines, "struct itimerspec", Itimerspec.LAYOUT);
    return lines;
  }

  private static void addConstants(List<String> lines, Class<?> type)
      throws IllegalAccessException {
    for (var field : type.getDeclaredFields()) {
      var isConstant = Modifier.isPublic(field.getModifiers()) && field.getType() == Integer.TYPE;
      if (isConstant) lines.add(equal("(int) " + field.getName(), field.getInt(null)));
    }
  }

  private static void addLayout(List<String> lines, String struct, GroupLayout layout) {
    lines.add(equal("sizeof(%s)".formatted(struct), layout.byteSize()));
    for (var member : layout.memberLayouts()) {
      if (member.name().isEmpty()) continue; // padding
      var name = member.name().get();
      lines.add(equal("offsetof(%s, %s)".formatted(struct, name), offset(layout, name)));
    }
  }

  private static long offset(MemoryLayout layout, String name) {
    return layout.byteOffset(groupElement(name));
  }

  private static String equal(String expression, long value) {
    return "_Static_assert(%s == %d, \"%s is not %d\");"
        .formatted(expression, value, expression, value);
  }

  private static boolean isOnPath(String program) {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}

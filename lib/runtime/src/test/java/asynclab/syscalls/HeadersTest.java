package asynclab.syscalls;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.lang.foreign.GroupLayout;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every constant, error number and struct of this package against the C headers themselves: those
/// of this machine, and those of eight systems, which the C compiler of Zig carries with it.
///
/// A C file of static assertions is compiled, not run, so the headers of another system serve too.
/// Something new is one more row: a class in [#CONSTANTS], a struct in [#STRUCTS].
class HeadersTest {
  private static final String ZIG = System.getenv().getOrDefault("ASYNCLAB_ZIG", "zig");

  /// Whose public ints are names of C. A number that differs from system to system is taken from
  /// [Numbers] instead of the class, where it stands for this system alone.
  private static final Map<Class<?>, Predicate<Target>> CONSTANTS =
      Map.ofEntries(
          entry(Epoll.class, Target::isLinux),
          entry(Eventfd.class, Target::isLinux),
          entry(Timerfd.class, Target::isLinux),
          entry(Resource.class, Target::isLinux),
          entry(Fcntl.class, Target::isUnix),
          entry(Mman.class, Target::isUnix),
          entry(Pollfd.class, Target::isUnix),
          entry(Sockets.class, Target::isUnix),
          entry(Kqueue.class, Target::isBsd),
          entry(Winsock.class, Target::isWindows),
          entry(Mswsock.class, Target::isWindows),
          entry(CompletionPort.class, Target::isWindows),
          entry(IoStatusBlock.class, Target::isWindows),
          entry(VirtualMemory.class, Target::isWindows));

  private static final List<Struct> STRUCTS =
      List.of(
          new Struct("struct epoll_event", Target::isLinux, t -> EpollEvent.layout(t.packsEpoll())),
          new Struct("struct itimerspec", Target::isLinux, _ -> Itimerspec.LAYOUT),
          new Struct("struct timeval", Target::isLinux, _ -> Rusage.TIMEVAL),
          new Struct("struct rusage", Target::isLinux, _ -> Rusage.LAYOUT),
          new Struct("cpu_set_t", Target::isLinux, _ -> Sched.CPU_SET),
          new Struct("struct timespec", Target::isUnix, _ -> Itimerspec.TIMESPEC),
          new Struct("struct pollfd", Target::isUnix, _ -> Pollfd.LAYOUT),
          new Struct("struct kevent", Target::isBsd, t -> Kevent.layout(t.os)),
          new Struct("OVERLAPPED", Target::isWindows, _ -> Overlapped.LAYOUT),
          new Struct("OVERLAPPED_ENTRY", Target::isWindows, _ -> OverlappedEntry.LAYOUT),
          new Struct("WSABUF", Target::isWindows, _ -> WsaBuf.LAYOUT),
          new Struct("GUID", Target::isWindows, _ -> Guid.LAYOUT),
          new Struct("IO_STATUS_BLOCK", Target::isWindows, _ -> IoStatusBlock.LAYOUT),
          new Struct("OBJECT_ATTRIBUTES", Target::isWindows, _ -> ObjectAttributes.LAYOUT),
          new Struct("UNICODE_STRING", Target::isWindows, _ -> ObjectAttributes.UNICODE_STRING),
          new Struct("AFD_POLL_INFO", Target::isWindows, _ -> AfdPollInfo.LAYOUT),
          new Struct("struct sockaddr_in", _ -> true, t -> Sockaddr.in(t.os)),
          new Struct("struct sockaddr_in6", _ -> true, t -> Sockaddr.in6(t.os)));

  /// What no header has, as wine, libuv and mio write it.
  private static final String AFD_POLL_INFO =
      "typedef struct { LARGE_INTEGER Timeout; ULONG NumberOfHandles; ULONG Exclusive;"
          + " HANDLE Handle; ULONG Events; NTSTATUS Status; } AFD_POLL_INFO;";

  private record Struct(
      String name, Predicate<Target> isOf, Function<Target, GroupLayout> layout) {}

  @TempDir Path folder;

  enum Target {
    HERE(Os.current(), System.getProperty("os.arch"), "cc"),
    AARCH64(Os.LINUX, "aarch64", "aarch64-linux-gnu-gcc"),
    X86_64_LINUX_GNU(Os.LINUX, "amd64"),
    AARCH64_LINUX_GNU(Os.LINUX, "aarch64"),
    X86_64_MACOS(Os.MACOS, "amd64"),
    AARCH64_MACOS(Os.MACOS, "aarch64"),
    X86_64_FREEBSD(Os.FREEBSD, "amd64"),
    X86_64_NETBSD(Os.NETBSD, "amd64"),
    X86_64_OPENBSD(Os.OPENBSD, "amd64"),
    X86_64_WINDOWS_GNU(Os.WINDOWS, "amd64");

    final Os os;
    final String processor;
    final List<String> compiler;

    Target(Os os, String processor, String compiler) {
      this.os = os;
      this.processor = processor;
      this.compiler = List.of(compiler);
    }

    /// One whose headers Zig carries, under this name.
    Target(Os os, String processor) {
      this.os = os;
      this.processor = processor;
      var name = name().toLowerCase(Locale.ROOT).replace('_', '-');
      this.compiler = List.of(ZIG, "cc", "-target", name.replace("x86-64", "x86_64"));
    }

    boolean isLinux() {
      return os == Os.LINUX;
    }

    boolean isBsd() {
      return os.isBsd();
    }

    boolean isUnix() {
      return os != Os.WINDOWS;
    }

    boolean isWindows() {
      return os == Os.WINDOWS;
    }

    boolean packsEpoll() {
      return processor.equals("amd64");
    }

    List<String> headers() {
      if (isWindows()) return List.of("winsock2", "ws2tcpip", "mswsock", "winternl");
      var names = new ArrayList<>(List.of("sys/types", "sys/socket", "netinet/in", "netinet/tcp"));
      names.addAll(List.of("errno", "fcntl", "poll", "time", "unistd", "sys/mman"));
      if (isLinux()) names.addAll(List.of("sys/epoll", "sys/eventfd", "sys/timerfd"));
      if (isLinux()) names.addAll(List.of("sched", "sys/resource"));
      if (isBsd()) names.add("sys/event");
      return names;
    }
  }

  @ParameterizedTest
  @EnumSource
  void java_and_c_agree(Target target) throws Exception {
    var program = target.compiler.getFirst();
    assumeTrue(isThere(program), target + ": no " + program + " here (ASYNCLAB_ZIG names a zig)");
    var source = Files.write(folder.resolve("headers.c"), assertions(target));
    var command = new ArrayList<>(target.compiler);
    var object = folder.resolve("headers.o").toString();
    command.addAll(List.of("-std=gnu11", "-c", "-o", object, source.toString()));

    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("ZIG_GLOBAL_CACHE_DIR", folder.toString());
    builder.environment().put("ZIG_LOCAL_CACHE_DIR", folder.toString());
    var compiler = builder.start();
    var complaints = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertEquals("", complaints);
    assertEquals(0, compiler.waitFor());
  }

  private static List<String> assertions(Target target) throws IllegalAccessException {
    var lines = new ArrayList<String>();
    lines.add("#define _GNU_SOURCE");
    lines.add("#define WIN32_NO_STATUS"); // Windows: winnt.h has a few, ntstatus.h has all
    for (var header : target.headers()) lines.add("#include <" + header + ".h>");
    lines.add("#include <stddef.h>");
    if (target.isWindows()) addWindows(lines);
    addNumbers(lines, target);
    for (var type : CONSTANTS.keySet()) {
      if (CONSTANTS.get(type).test(target)) addConstants(lines, type);
    }
    for (var errno : Errno.values()) {
      var code = errno.code(target.os);
      if (target.isUnix() && code > 0) lines.add(equal(errno.name(), code));
    }
    for (var struct : STRUCTS) {
      if (struct.isOf.test(target)) addLayout(lines, struct.name, struct.layout.apply(target));
    }
    return lines;
  }

  private static void addWindows(List<String> lines) {
    lines.addAll(List.of("#undef WIN32_NO_STATUS", "#include <ntstatus.h>", AFD_POLL_INFO));
    lines.add(equal("sizeof(WSADATA)", Winsock.WSADATA_BYTES));
    for (var error : WindowsError.values()) {
      if (error != WindowsError.UNKNOWN) lines.add(equal("(int) " + error.name(), error.code()));
    }
  }

  private static void addNumbers(List<String> lines, Target target) {
    var numbers = new HashMap<>(Numbers.constants(target.os));
    if (target.isBsd()) numbers.putAll(Numbers.filters(target.os));
    numbers.forEach((name, number) -> {
      if (number.isPresent()) lines.add(equal("(int) " + name, number.getAsInt()));
      else lines.addAll(List.of("#ifdef " + name, "#error there is a " + name, "#endif"));
    });
  }

  private static void addConstants(List<String> lines, Class<?> type)
      throws IllegalAccessException {
    var different = Numbers.constants(Os.current()).keySet();
    for (var field : type.getDeclaredFields()) {
      var isConstant = !Modifier.isPrivate(field.getModifiers()) && field.getType() == Integer.TYPE;
      if (!isConstant || different.contains(field.getName())) continue;
      lines.add(equal("(int) " + field.getName(), field.getInt(null)));
    }
  }

  private static void addLayout(List<String> lines, String struct, GroupLayout layout) {
    lines.add(equal("sizeof(%s)".formatted(struct), layout.byteSize()));
    for (var member : layout.memberLayouts()) {
      if (member.name().isEmpty()) continue; // padding
      var name = member.name().get();
      var offset = layout.byteOffset(groupElement(name));
      lines.add(equal("offsetof(%s, %s)".formatted(struct, name), offset));
      var size = member.byteSize();
      lines.add(equal("sizeof(((%s *) 0)->%s)".formatted(struct, name), size));
    }
  }

  private static String equal(String expression, long value) {
    return "_Static_assert(%s == %d, \"%s is not %d\");"
        .formatted(expression, value, expression, value);
  }

  private static boolean isThere(String program) {
    if (Path.of(program).isAbsolute()) return Files.isExecutable(Path.of(program));
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}

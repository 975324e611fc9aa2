package asynclab.syscalls;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.GroupLayout;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every constant and struct of io_uring against `<linux/io_uring.h>`.
///
/// The header may be older than the kernel: a constant that it does not know yet is left out there,
/// and only there.
@EnabledOnOs(value = OS.LINUX, disabledReason = "this is a header of Linux")
class IoUringHeadersTest {
  /// Constants that came after Linux 6.1, whose headers are still around.
  private static final Set<String> NEWER = Set.of("IORING_SETUP_NO_SQARRAY");

  private static final Map<String, GroupLayout> STRUCTS =
      Map.of(
          "struct io_uring_params", IoUringParams.LAYOUT,
          "struct io_sqring_offsets", IoUringParams.SqOffsets.LAYOUT,
          "struct io_cqring_offsets", IoUringParams.CqOffsets.LAYOUT,
          "struct io_uring_sqe", IoUringSqe.LAYOUT,
          "struct io_uring_cqe", IoUringCqe.LAYOUT,
          "struct io_uring_buf", IoUringBuf.LAYOUT,
          "struct io_uring_buf_reg", IoUringBuf.REGISTRATION,
          "struct io_uring_getevents_arg", IoUringGeteventsArg.LAYOUT,
          "struct io_uring_probe_op", IoUringProbe.OPERATION,
          "struct __kernel_timespec", KernelTimespec.LAYOUT);

  /// Fields that newer headers call something else, at the same place.
  private static final Map<String, String> RENAMED =
      Map.of("io_uring_buf_reg.pad", "bgid) + 2", "io_uring_getevents_arg.pad", "sigmask_sz) + 4");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"cc", "aarch64-linux-gnu-gcc"})
  void java_and_the_header_agree(String compiler) throws Exception {
    assumeTrue(runs(compiler, "int here;"), "no " + compiler + " on this machine");
    assumeTrue(
        runs(compiler, "#include <linux/io_uring.h>"), compiler + " has no <linux/io_uring.h>");

    assertEquals("", complaints(compiler, String.join("\n", assertions())));
  }

  private static List<String> assertions() throws IllegalAccessException {
    var lines = new ArrayList<String>();
    for (var header :
        List.of("linux/io_uring.h", "linux/time_types.h", "stddef.h", "sys/socket.h")) {
      lines.add("#include <" + header + ">");
    }
    for (var field : IoUring.class.getDeclaredFields()) {
      if (!Modifier.isPublic(field.getModifiers()) || field.getType() != Integer.TYPE) continue;
      var isNewer = NEWER.contains(field.getName());
      if (isNewer) lines.add("#ifdef " + field.getName());
      lines.add(equal("(int) " + field.getName(), field.getInt(null)));
      if (isNewer) lines.add("#endif");
    }
    STRUCTS.forEach((struct, layout) -> addLayout(lines, struct, layout));
    lines.add(equal("sizeof(struct io_uring_probe)", IoUringProbe.LAYOUT.byteSize()));
    lines.add(equal("offsetof(struct io_uring_buf_ring, tail)", IoUringBuf.TAIL));
    assertTrue(lines.size() > 100, "constants and fields were found: " + lines.size());
    return lines;
  }

  private static void addLayout(List<String> lines, String struct, GroupLayout layout) {
    lines.add(equal("sizeof(%s)".formatted(struct), layout.byteSize()));
    for (var member : layout.memberLayouts()) {
      if (member.name().isEmpty()) continue; // padding
      var name = member.name().get();
      var field = RENAMED.getOrDefault(struct.replace("struct ", "") + "." + name, name + ")");
      var offset = layout.byteOffset(groupElement(name));
      lines.add(equal("offsetof(%s, %s".formatted(struct, field), offset));
    }
  }

  private static String equal(String expression, long value) {
    return "_Static_assert(%s == %d, \"%s is not %d\");"
        .formatted(expression, value, expression, value);
  }

  private boolean runs(String compiler, String program) throws Exception {
    try {
      return complaints(compiler, program).isEmpty();
    } catch (IOException e) {
      return false; // there is no such program
    }
  }

  private String complaints(String compiler, String program) throws Exception {
    var source = Files.writeString(folder.resolve("io_uring.c"), "#define _GNU_SOURCE\n" + program);
    var run =
        new ProcessBuilder(compiler, "-std=c11", "-fsyntax-only", source.toString())
            .redirectErrorStream(true)
            .start();
    return new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}

package asynclab.syscalls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Our own instructions against the real kernel, on whichever processor this is.
@EnabledOnOs(value = OS.LINUX, disabledReason = "the routines speak to Linux")
class RawSyscallTest {
  /// A page of the largest size that AArch64 has, so a multiple of everybody's.
  private static final int PAGE = 65_536;

  @TempDir Path folder;

  @Test
  void getpid_is_the_number_java_knows() {
    assertEquals(ProcessHandle.current().pid(), RawSyscall.invoke(SyscallNumber.GETPID));
  }

  @Test
  void what_is_written_raw_is_read_by_libc() throws Exception {
    var pipe = Unistd.pipe2(Fcntl.O_CLOEXEC | Fcntl.O_NONBLOCK);
    try (var arena = Arena.ofConfined()) {
      var text = arena.allocateFrom("hello");
      var buffer = arena.allocate(16);

      var written = RawSyscall.invoke(SyscallNumber.WRITE, pipe.second(), text.address(), 5);
      Unistd.read(pipe.first(), buffer, 16);

      assertEquals("5 hello", written + " " + buffer.getString(0));
    } finally {
      Unistd.close(pipe.first());
      Unistd.close(pipe.second());
    }
  }

  @Test
  void an_error_is_the_kernels_own_negative_number() {
    assertEquals(-9, RawSyscall.invoke(SyscallNumber.CLOSE, 9999));
  }

  @Test
  void all_six_arguments_arrive() throws Exception {
    var content = new byte[2 * PAGE];
    Arrays.fill(content, PAGE, 2 * PAGE, (byte) 'b');
    var fd = Fcntl.open(Files.write(folder.resolve("two-pages"), content), Fcntl.O_RDONLY);
    var pipe = Unistd.pipe2(Fcntl.O_CLOEXEC | Fcntl.O_NONBLOCK);
    try (var arena = Arena.ofConfined()) {
      var buffer = arena.allocate(16);

      var mapped =
          RawSyscall.invoke(
              SyscallNumber.MMAP, 0, PAGE, Mman.PROT_READ, Mman.MAP_PRIVATE, fd, PAGE);
      var written = RawSyscall.invoke(SyscallNumber.WRITE, pipe.second(), mapped, 3);
      Unistd.read(pipe.first(), buffer, 16);
      var unmapped = RawSyscall.invoke(SyscallNumber.MUNMAP, mapped, PAGE);

      assertEquals("3 bbb 0", written + " " + buffer.getString(0) + " " + unmapped);
    } finally {
      for (var each : new int[] {fd, pipe.first(), pipe.second()}) Unistd.close(each);
    }
  }

  @Test
  void a_seventh_argument_is_refused() {
    var refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> RawSyscall.invoke(SyscallNumber.GETPID, 1, 2, 3, 4, 5, 6, 7));

    assertEquals("a system call takes at most six arguments, not 7", refusal.getMessage());
  }

  @Test
  void a_call_that_this_processor_lacks_names_the_cure() {
    var lacking =
        Arrays.stream(SyscallNumber.values())
            .filter(call -> call.on(Processor.AARCH64) < 0)
            .toList();

    assertTrue(lacking.contains(SyscallNumber.EPOLL_WAIT), lacking.toString());
    if (Processor.current() == Processor.X86_64) return;
    var refusal =
        assertThrows(UnsupportedOperationException.class, SyscallNumber.EPOLL_WAIT::number);
    assertEquals(
        "Linux has no call epoll_wait on AArch64: use the newer call that took its place",
        refusal.getMessage());
  }

  @Test
  void the_listing_is_read_back_from_what_runs() {
    assertEquals(Routines.syscall(Processor.current()), RawSyscall.listing());
  }

  @Test
  void a_listing_is_a_table_with_offsets() {
    var expected =
        """
        write on macOS, AArch64 (not run here)
          0  90 00 80 d2  mov x16, #0x4  write is number 4, and the number goes into x16
          4  01 10 00 d4  svc #0x80
          8  43 00 00 54  b.cc 0x10      no carry: x0 is the count
          c  e0 03 00 cb  neg x0, x0     carry: x0 is the error number
         10  c0 03 5f d6  ret
        """;

    assertEquals(expected, WriteRoutines.of(Os.MACOS, Processor.AARCH64).toString());
  }
}

package asynclab.syscalls;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The number by which Linux knows a system call, on each of the two processors of the lab.
///
/// The first column is x86-64, which numbered its calls in the order of its early history; the
/// second is AArch64, which took the list that newer processors share and leaves out what a newer
/// call can do (`open` is `openat`). Calls newer than that list have one number everywhere.
///
/// @see <a href="https://man7.org/linux/man-pages/man2/syscalls.2.html">syscalls(2)</a>
public enum SyscallNumber {
  READ(0, 63),
  WRITE(1, 64),
  CLOSE(3, 57),
  OPEN(2, -1),
  OPENAT(257, 56),
  STAT(4, -1),
  FSTAT(5, 80),
  LSTAT(6, -1),
  NEWFSTATAT(262, 79),
  STATX(332, 291),
  LSEEK(8, 62),
  ACCESS(21, -1),
  FACCESSAT(269, 48),
  FACCESSAT2(439, 439),
  READLINK(89, -1),
  READLINKAT(267, 78),
  GETDENTS64(217, 61),
  GETCWD(79, 17),
  MKDIRAT(258, 34),
  UNLINK(87, -1),
  UNLINKAT(263, 35),
  RENAME(82, -1),
  RENAMEAT2(316, 276),
  FTRUNCATE(77, 46),
  FSYNC(74, 82),
  PREAD64(17, 67),
  PWRITE64(18, 68),
  READV(19, 65),
  WRITEV(20, 66),
  PREADV(295, 69),
  PWRITEV(296, 70),
  SENDFILE(40, 71),
  SPLICE(275, 76),
  COPY_FILE_RANGE(326, 285),
  PIPE2(293, 59),
  DUP(32, 23),
  DUP2(33, -1),
  DUP3(292, 24),
  FCNTL(72, 25),
  IOCTL(16, 29),
  POLL(7, -1),
  PPOLL(271, 73),
  SELECT(23, -1),
  PSELECT6(270, 72),
  EPOLL_CREATE1(291, 20),
  EPOLL_CTL(233, 21),
  EPOLL_WAIT(232, -1),
  EPOLL_PWAIT(281, 22),
  EPOLL_PWAIT2(441, 441),
  EVENTFD2(290, 19),
  TIMERFD_CREATE(283, 85),
  TIMERFD_SETTIME(286, 86),
  TIMERFD_GETTIME(287, 87),
  SOCKET(41, 198),
  SOCKETPAIR(53, 199),
  BIND(49, 200),
  LISTEN(50, 201),
  ACCEPT(43, 202),
  ACCEPT4(288, 242),
  CONNECT(42, 203),
  GETSOCKNAME(51, 204),
  GETPEERNAME(52, 205),
  GETSOCKOPT(55, 209),
  SETSOCKOPT(54, 208),
  SHUTDOWN(48, 210),
  SENDTO(44, 206),
  RECVFROM(45, 207),
  SENDMSG(46, 211),
  RECVMSG(47, 212),
  SENDMMSG(307, 269),
  RECVMMSG(299, 243),
  IO_URING_SETUP(425, 425),
  IO_URING_ENTER(426, 426),
  IO_URING_REGISTER(427, 427),
  MMAP(9, 222),
  MUNMAP(11, 215),
  MPROTECT(10, 226),
  MADVISE(28, 233),
  MREMAP(25, 216),
  BRK(12, 214),
  MEMBARRIER(324, 283),
  GETPID(39, 172),
  GETTID(186, 178),
  GETPPID(110, 173),
  GETUID(102, 174),
  GETEUID(107, 175),
  GETRUSAGE(98, 165),
  UNAME(63, 160),
  SYSINFO(99, 179),
  PRCTL(157, 167),
  SECCOMP(317, 277),
  FUTEX(202, 98),
  SCHED_YIELD(24, 124),
  SCHED_GETAFFINITY(204, 123),
  SCHED_SETAFFINITY(203, 122),
  NANOSLEEP(35, 101),
  CLOCK_GETTIME(228, 113),
  CLOCK_NANOSLEEP(230, 115),
  CLONE(56, 220),
  CLONE3(435, 435),
  EXECVE(59, 221),
  EXIT(60, 93),
  EXIT_GROUP(231, 94),
  WAIT4(61, 260),
  KILL(62, 129),
  TGKILL(234, 131),
  RT_SIGACTION(13, 134),
  RT_SIGPROCMASK(14, 135),
  RT_SIGRETURN(15, 139),
  PROCESS_VM_READV(310, 270),
  GETRANDOM(318, 278);

  private final int x86;
  private final int aarch64;

  SyscallNumber(int x86, int aarch64) {
    this.x86 = x86;
    this.aarch64 = aarch64;
  }

  /// Its number on this machine.
  ///
  /// @throws UnsupportedOperationException when this processor's Linux has no such call
  public int number() {
    var number = on(Processor.current());
    if (number >= 0) return number;
    throw new UnsupportedOperationException(
        "Linux has no call %s on %s: use the newer call that took its place"
            .formatted(call(), Processor.current()));
  }

  /// Its number on a processor, or -1 where there is no such call.
  public int on(Processor processor) {
    return switch (processor) {
      case X86_64 -> x86;
      case AARCH64 -> aarch64;
    };
  }

  /// The name that the man pages use: `epoll_wait`.
  public String call() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The call that has this number on a processor.
  static Optional<SyscallNumber> of(Processor processor, long number) {
    return Arrays.stream(values())
        .filter(call -> call.on(processor) == number && number >= 0)
        .findFirst();
  }
}

package asynclab.syscalls;

import static java.util.stream.Collectors.toMap;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the arguments of each system call are: a row a call, a word an argument.
///
/// Calls that are not here are written with plain numbers. The man pages say what the words mean.
final class Signatures {
  private static final String TABLE =
      """
      read            fd out long
      write           fd in long
      pread64         fd out long long
      pwrite64        fd in long long
      recvfrom        fd out long msg pointer pointer
      sendto          fd in long msg pointer int
      recv            fd out long msg
      send            fd in long msg
      readv           fd pointer int
      writev          fd pointer int
      close           fd
      open            string open
      openat          fd string open
      stat            string pointer
      lstat           string pointer
      fstat           fd pointer
      newfstatat      fd string pointer hex
      statx           fd string hex hex pointer
      access          string hex
      faccessat       fd string hex
      readlink        string pointer long
      readlinkat      fd string pointer long
      unlink          string
      unlinkat        fd string hex
      mkdirat         fd string hex
      lseek           fd long int
      getdents64      fd pointer long
      ftruncate       fd long
      sendfile        fd fd pointer long
      dup             fd
      dup2            fd fd
      dup3            fd fd open
      fcntl           fd fcntl hex
      ioctl           fd hex pointer
      pipe            pair
      pipe2           pair open
      eventfd         int eventfd
      eventfd2        int eventfd
      timerfd_create  clock timerfd
      timerfd_settime fd hex pointer pointer
      timerfd_gettime fd pointer
      epoll_create1   create
      epoll_ctl       fd op fd event
      epoll_wait      fd events int int
      epoll_pwait     fd events int int pointer long
      epoll_pwait2    fd events int pointer pointer long
      poll            pointer long int
      ppoll           pointer long pointer pointer
      socket          family socket int
      socketpair      family socket int pair
      bind            fd address int
      connect         fd address int
      listen          fd int
      accept          fd pointer pointer
      accept4         fd pointer pointer socket
      getsockname     fd pointer pointer
      getpeername     fd pointer pointer
      getsockopt      fd int int pointer pointer
      setsockopt      fd int int pointer int
      shutdown        fd shut
      sendmsg         fd pointer msg
      recvmsg         fd pointer msg
      io_uring_setup  int pointer
      io_uring_enter  fd int int hex pointer long
      mmap            pointer long prot map fd long
      mprotect        pointer long prot
      munmap          pointer long
      getpid
      gettid
      getppid
      sched_yield
      """;

  private static final Map<String, List<Kind>> BY_CALL =
      TABLE.lines().map(row -> row.split(" +")).collect(toMap(row -> row[0], Signatures::kinds));

  private Signatures() {}

  /// The kinds of a call's arguments.
  static Optional<List<Kind>> of(String call) {
    return Optional.ofNullable(BY_CALL.get(call));
  }

  private static List<Kind> kinds(String[] row) {
    return Arrays.stream(row).skip(1).map(Signatures::kind).toList();
  }

  private static Kind kind(String word) {
    return switch (word) {
      case "fd" -> Kind.Plain.FD;
      case "int" -> Kind.Plain.INT;
      case "long" -> Kind.Plain.LONG;
      case "hex" -> Kind.Plain.HEX;
      case "pointer" -> Kind.Plain.POINTER;
      case "in" -> Kind.Pointed.BYTES_IN;
      case "out" -> Kind.Pointed.BYTES_OUT;
      case "string" -> Kind.Pointed.STRING;
      case "pair" -> Kind.Pointed.PAIR;
      case "address" -> Kind.Pointed.ADDRESS;
      case "event" -> Kind.Pointed.EVENT;
      case "events" -> Kind.Pointed.EVENTS;
      default -> new Kind.Named(names(word));
    };
  }

  private static Names names(String word) {
    return switch (word) {
      case "op" -> Names.EPOLL_OP;
      case "open" -> Names.OPEN;
      case "fcntl" -> Names.FCNTL;
      case "create" -> Names.EPOLL_CREATE;
      case "eventfd" -> Names.EVENTFD;
      case "timerfd" -> Names.TIMERFD;
      case "clock" -> Names.CLOCK;
      case "family" -> Names.FAMILY;
      case "socket" -> Names.SOCKET;
      case "prot" -> Names.PROTECTION;
      case "map" -> Names.MAP;
      case "shut" -> Names.SHUT;
      case "msg" -> Names.MESSAGE;
      default -> throw new IllegalStateException("no kind of argument is called " + word);
    };
  }
}

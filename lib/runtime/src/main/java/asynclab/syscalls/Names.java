package asynclab.syscalls;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/// The names of C's headers for the values of one argument, so that a log can say `EPOLLIN` for 1.
///
/// The numbers are Linux's, and a test compares them with its headers.
///
/// @param isSet whether the values are bits that are put together
record Names(boolean isSet, Map<String, Integer> values) {
  static final Names EVENTS =
      set(
          """
          EPOLLIN=1 EPOLLPRI=2 EPOLLOUT=4 EPOLLERR=8 EPOLLHUP=0x10 EPOLLRDHUP=0x2000
          EPOLLONESHOT=0x40000000 EPOLLET=0x80000000
          """);
  static final Names EPOLL_OP = one("EPOLL_CTL_ADD=1 EPOLL_CTL_DEL=2 EPOLL_CTL_MOD=3");
  static final Names OPEN =
      set(
          """
          O_RDONLY=0 O_WRONLY=1 O_RDWR=2 O_CREAT=0x40 O_EXCL=0x80 O_TRUNC=0x200 O_APPEND=0x400
          O_NONBLOCK=0x800 O_CLOEXEC=0x80000
          """);
  static final Names FCNTL = one("F_DUPFD=0 F_GETFD=1 F_SETFD=2 F_GETFL=3 F_SETFL=4");
  static final Names EPOLL_CREATE = set("EPOLL_CLOEXEC=0x80000");
  static final Names EVENTFD = set("EFD_SEMAPHORE=1 EFD_NONBLOCK=0x800 EFD_CLOEXEC=0x80000");
  static final Names TIMERFD = set("TFD_NONBLOCK=0x800 TFD_CLOEXEC=0x80000");
  static final Names CLOCK = one("CLOCK_REALTIME=0 CLOCK_MONOTONIC=1");
  static final Names FAMILY = one("AF_UNSPEC=0 AF_UNIX=1 AF_INET=2 AF_INET6=10");
  static final Names SOCKET =
      set("SOCK_STREAM=1 SOCK_DGRAM=2 SOCK_NONBLOCK=0x800 SOCK_CLOEXEC=0x80000");
  static final Names PROTECTION = set("PROT_NONE=0 PROT_READ=1 PROT_WRITE=2 PROT_EXEC=4");
  static final Names MAP =
      set(
          """
          MAP_SHARED=1 MAP_PRIVATE=2 MAP_ANONYMOUS=0x20 MAP_POPULATE=0x8000 MAP_STACK=0x20000
          """);
  static final Names SHUT = one("SHUT_RD=0 SHUT_WR=1 SHUT_RDWR=2");
  static final Names MESSAGE = set("MSG_DONTWAIT=0x40 MSG_NOSIGNAL=0x4000");

  private static Names set(String table) {
    return new Names(true, parse(table));
  }

  private static Names one(String table) {
    return new Names(false, parse(table));
  }

  private static Map<String, Integer> parse(String table) {
    var values = new LinkedHashMap<String, Integer>();
    for (var pair : table.strip().split("\\s+", -1)) {
      var at = pair.indexOf('=');
      values.put(pair.substring(0, at), (int) (long) Long.decode(pair.substring(at + 1)));
    }
    return values;
  }

  /// The names, joined by bars, and what has no name as a number.
  String text(int value) {
    for (var each : values.entrySet()) {
      if (each.getValue() == value) return each.getKey();
    }
    return isSet ? bits(value) : Integer.toString(value);
  }

  private String bits(int value) {
    var names = new ArrayList<String>();
    var rest = value;
    for (var each : values.entrySet()) {
      var bit = each.getValue();
      if (bit == 0 || (value & bit) != bit) continue;
      names.add(each.getKey());
      rest &= ~bit;
    }
    if (rest != 0) names.add("0x" + Integer.toHexString(rest));
    if (names.isEmpty()) return "0";
    return String.join("|", names);
  }
}

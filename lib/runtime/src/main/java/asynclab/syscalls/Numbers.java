package asynclab.syscalls;

import static java.util.stream.Collectors.toMap;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// The numbers that stand behind the names of C's headers, where systems differ.
///
/// A row is a name, a column a system, and `-` says that its headers do not have the name. Numbers
/// that are the same everywhere stand in the class that declares them. Those of errno begin with
/// 4.4BSD's, which every BSD and macOS share up to 78; Linux counted on its own from 35.
///
/// On Windows the error numbers are ours, so that a program sees one set: Linux's.
final class Numbers {
  /// `<sys/socket.h>`, `<fcntl.h>`, `<poll.h>`, `<sys/mman.h>`.
  private static final String CONSTANTS =
      """
                     Linux    macOS      FreeBSD     NetBSD      OpenBSD  Windows
      AF_INET6       10       30         28          24          24       23
      SOCK_NONBLOCK  0x800    -          0x20000000  0x20000000  0x4000   -
      SOCK_CLOEXEC   0x80000  -          0x10000000  0x10000000  0x8000   -
      SOL_SOCKET     1        0xffff     0xffff      0xffff      0xffff   0xffff
      SO_REUSEADDR   2        4          4           4           4        4
      SO_ERROR       4        0x1007     0x1007      0x1007      0x1007   0x1007
      SO_SNDBUF      7        0x1001     0x1001      0x1001      0x1001   0x1001
      SO_RCVBUF      8        0x1002     0x1002      0x1002      0x1002   0x1002
      SO_LINGER      13       0x80       0x80        0x80        0x80     0x80
      MSG_TRUNC      0x20     0x10       0x10        0x10        0x10     0x100
      O_NONBLOCK     0x800    4          4           4           4        -
      O_CLOEXEC      0x80000  0x1000000  0x100000    0x400000    0x10000  -
      POLLRDHUP      0x2000   -          0x4000      -           -        -
      MAP_ANONYMOUS  0x20     0x1000     0x1000      0x1000      0x1000   -
      MAP_POPULATE   0x8000   -          -           -           -        -
      MAP_STACK      0x20000  -          0x400       0x2000      0x4000   -
      """;

  /// `<sys/event.h>`: the filters of kqueue. Linux has none; there it is the library libkqueue.
  private static final String FILTERS =
      """
                     Linux    macOS      FreeBSD     NetBSD      OpenBSD  Windows
      EVFILT_READ    -1       -1         -1          0           -1       -
      EVFILT_WRITE   -2       -2         -2          1           -2       -
      EVFILT_USER    -11      -10        -11         8           -10      -
      """;

  /// `<errno.h>` without Linux, whose numbers stand beside the names in [Errno].
  private static final String ERRORS =
      """
                       macOS  FreeBSD  NetBSD  OpenBSD
      EDEADLK          11     11       11      11
      EAGAIN           35     35       35      35
      EINPROGRESS      36     36       36      36
      EALREADY         37     37       37      37
      ENOTSOCK         38     38       38      38
      EDESTADDRREQ     39     39       39      39
      EMSGSIZE         40     40       40      40
      EPROTOTYPE       41     41       41      41
      ENOPROTOOPT      42     42       42      42
      EPROTONOSUPPORT  43     43       43      43
      ESOCKTNOSUPPORT  44     44       44      44
      ENOTSUP          45     -        86      91
      EOPNOTSUPP       102    45       45      45
      EPFNOSUPPORT     46     46       46      46
      EAFNOSUPPORT     47     47       47      47
      EADDRINUSE       48     48       48      48
      EADDRNOTAVAIL    49     49       49      49
      ENETDOWN         50     50       50      50
      ENETUNREACH      51     51       51      51
      ENETRESET        52     52       52      52
      ECONNABORTED     53     53       53      53
      ECONNRESET       54     54       54      54
      ENOBUFS          55     55       55      55
      EISCONN          56     56       56      56
      ENOTCONN         57     57       57      57
      ESHUTDOWN        58     58       58      58
      ETOOMANYREFS     59     59       59      59
      ETIMEDOUT        60     60       60      60
      ECONNREFUSED     61     61       61      61
      ELOOP            62     62       62      62
      ENAMETOOLONG     63     63       63      63
      EHOSTDOWN        64     64       64      64
      EHOSTUNREACH     65     65       65      65
      ENOTEMPTY        66     66       66      66
      EPROCLIM         67     67       67      67
      EUSERS           68     68       68      68
      EDQUOT           69     69       69      69
      ESTALE           70     70       70      70
      EREMOTE          71     71       71      71
      ENOLCK           77     77       77      77
      ENOSYS           78     78       78      78
      EFTYPE           79     79       79      79
      EAUTH            80     80       80      80
      ENEEDAUTH        81     81       81      81
      EIDRM            90     82       82      89
      ENOMSG           91     83       83      90
      EOVERFLOW        84     84       84      87
      EILSEQ           92     86       85      84
      ECANCELED        89     85       87      88
      EBADMSG          94     89       88      92
      EMULTIHOP        95     90       94      -
      ENODATA          96     -        89      -
      ENOLINK          97     91       95      -
      ENOSR            98     -        90      -
      ENOSTR           99     -        91      -
      EPROTO           100    92       96      95
      ETIME            101    -        92      -
      ENOTRECOVERABLE  104    95       98      93
      EOWNERDEAD       105    96       97      94
      ECAPMODE         -      94       -       -
      ENOTCAPABLE      107    93       -       -
      ENOMEDIUM        -      -        -       85
      EMEDIUMTYPE      -      -        -       86
      """;

  /// What stands for an error number that a system does not have.
  static final int NONE = -1;

  /// 4.4BSD and Linux have the first error numbers in common, those of the seventh Unix.
  private static final int LAST_COMMON_ERROR = 34;

  private static final Map<Os, Map<String, OptionalInt>> ALL_ERRORS = errors();
  private static final Map<String, OptionalInt> HERE = constants(Os.current());

  private Numbers() {}

  /// The number of a constant on this system, or 0 where its headers do not have the name: a flag
  /// of 0 asks for nothing.
  static int here(String name) {
    return row(HERE, name).orElse(0);
  }

  /// The number of a filter of kqueue on a system that has it.
  static int filter(Os os, String name) {
    return row(filters(os), name).orElseThrow();
  }

  private static OptionalInt row(Map<String, OptionalInt> column, String name) {
    var number = column.get(name);
    if (number == null) throw new IllegalArgumentException("the table has no row for " + name);
    return number;
  }

  /// The constants of one system by their names; an empty number is one that it does not have.
  static Map<String, OptionalInt> constants(Os os) {
    return column(CONSTANTS, os);
  }

  /// The filters of kqueue on one system.
  static Map<String, OptionalInt> filters(Os os) {
    return column(FILTERS, os);
  }

  /// An error's number on one system, or [#NONE].
  static int error(Os os, String name, int linux) {
    var bsd = ALL_ERRORS.get(os);
    if (bsd == null) return linux;
    var number = bsd.get(name);
    if (number != null) return number.orElse(NONE);
    return linux <= LAST_COMMON_ERROR ? linux : NONE;
  }

  private static Map<Os, Map<String, OptionalInt>> errors() {
    var systems = new EnumMap<Os, Map<String, OptionalInt>>(Os.class);
    for (var os : Os.values()) {
      if (os.isBsd()) systems.put(os, column(ERRORS, os));
    }
    return systems;
  }

  private static Map<String, OptionalInt> column(String table, Os os) {
    var rows = table.lines().map(row -> row.split(" +")).toList();
    var column = List.of(rows.getFirst()).indexOf(os.ownName());
    return rows.stream().skip(1).collect(toMap(row -> row[0], row -> number(row[column])));
  }

  private static OptionalInt number(String cell) {
    return cell.equals("-") ? OptionalInt.empty() : OptionalInt.of(Integer.decode(cell));
  }
}

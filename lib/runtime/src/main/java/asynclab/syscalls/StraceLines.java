package asynclab.syscalls;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What strace wrote (`-ttt -T`), as a log.
///
/// ```
/// 1732453234.123456 openat(AT_FDCWD, "x", O_RDONLY) = 3 <0.000012>
/// 1732453234.123500 read(3, "", 64) = -1 EAGAIN (Resource temporarily unavailable) <0.000009>
/// ```
final class StraceLines {
  private static final Pattern LINE =
      Pattern.compile(
          "(\\d+\\.\\d+) (\\w+)\\((.*)\\) += (\\S+)(?: (E\\w+))?.*?(?:<(\\d+\\.\\d+)>)?");

  /// By which the thread marks the beginning and the end of the body.
  private static final String MARK = "sched_yield";

  private static final String WHY =
      "the JVM's housekeeping (futex, madvise, mprotect, signals) is left out, and times include the"
          + " tracing";

  private StraceLines() {}

  /// The calls between the first mark and the last.
  static CallLog read(List<String> lines) {
    var all = lines.stream().map(LINE::matcher).filter(line -> line.matches()).toList();
    var names = all.stream().map(line -> line.group(2)).toList();
    var first = names.indexOf(MARK);
    var last = names.lastIndexOf(MARK);
    if (first == last) {
      throw new IllegalStateException("strace wrote no beginning and end of the body: " + lines);
    }
    var beginning = nanos(all.get(first).group(1));
    var calls = new ArrayList<Call>();
    for (var line : all.subList(first + 1, last)) calls.add(call(line, beginning));
    var kept = calls.subList(0, Math.min(calls.size(), Watch.CAPACITY));
    var whole = nanos(all.get(last).group(1)) - beginning;
    return new CallLog(CallLog.Way.STRACE, WHY, kept, calls.size() - kept.size(), whole);
  }

  private static Call call(MatchResult line, long beginning) {
    var took = line.group(6);
    return new Call(
        line.group(2),
        line.group(3),
        result(line.group(4), line.group(5)),
        nanos(line.group(1)) - beginning,
        took == null ? OptionalLong.empty() : OptionalLong.of(nanos(took)),
        TracedThread.NAME);
  }

  /// The kernel's own number: strace writes -1 for every error, and its name.
  private static OptionalLong result(String written, @Nullable String errno) {
    if (written.equals("?")) return OptionalLong.empty();
    if (written.equals("-1") && errno != null) {
      return Arrays.stream(Errno.values())
          .filter(each -> each.name().equals(errno))
          .mapToLong(each -> -each.code())
          .findFirst();
    }
    return written.matches("-?\\d+|0x[0-9a-f]+")
        ? OptionalLong.of(Long.decode(written))
        : OptionalLong.empty();
  }

  private static long nanos(String seconds) {
    return new BigDecimal(seconds).movePointRight(9).longValue();
  }
}

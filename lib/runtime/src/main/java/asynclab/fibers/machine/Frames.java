package asynclab.fibers.machine;

import asynclab.syscalls.Processor;
import asynclab.syscalls.Routine;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What a routine has put on its stack by the time it calls another, read from its own listing.
///
/// It is what a debugger learns from a compiler's tables. Our routines move the stack pointer in
/// three ways only: `push`, `sub rsp, n`, and on AArch64 `stp …, [sp, #-n]!`.
final class Frames {
  private static final Pattern PUSH = Pattern.compile("push (\\w+)");
  private static final Pattern ROOM = Pattern.compile("sub rsp, 0x(\\p{XDigit}+)");
  private static final Pattern PAIR_DOWN =
      Pattern.compile("stp (\\w+), (\\w+), \\[sp, #-(\\d+)\\]!");
  private static final Pattern PAIR = Pattern.compile("stp (\\w+), (\\w+), \\[sp, #(\\d+)\\]");
  private static final Pattern ONE = Pattern.compile("str (\\w+), \\[sp, #(\\d+)\\]");
  private static final Set<String> LINK = Set.of("x30");

  private Frames() {}

  /// A frame between the stack pointer at a call and what the caller had put there.
  ///
  /// @param bytes how long it is, without the return address that a call of x86-64 pushes
  /// @param saved which register stands at which offset from its lowest byte
  /// @param returnAddress the offset of the way back
  record Frame(int bytes, Map<Integer, String> saved, int returnAddress) {}

  /// The frame of a routine that has made a call which returns to `offset`.
  static Frame at(Routine routine, int offset) {
    return routine.processor() == Processor.X86_64
        ? x86(routine, offset)
        : aarch64(routine, offset);
  }

  private static Frame x86(Routine routine, int offset) {
    var fromTop = new TreeMap<Integer, String>();
    var depth = 0;
    var at = 0;
    for (var each : routine.instructions()) {
      if (at >= offset) break;
      at += each.size();
      var push = PUSH.matcher(each.assembly());
      var room = ROOM.matcher(each.assembly());
      if (push.matches()) {
        depth += Long.BYTES;
        fromTop.put(depth, push.group(1));
      } else if (room.matches()) {
        depth += Integer.parseInt(room.group(1), 16);
      }
    }
    var saved = new TreeMap<Integer, String>();
    for (var each : fromTop.entrySet()) saved.put(depth - each.getKey(), each.getValue());
    return new Frame(depth, saved, depth);
  }

  private static Frame aarch64(Routine routine, int offset) {
    var saved = new TreeMap<Integer, String>();
    var bytes = 0;
    var at = 0;
    for (var each : routine.instructions()) {
      if (at >= offset) break;
      at += each.size();
      var down = PAIR_DOWN.matcher(each.assembly());
      var pair = PAIR.matcher(each.assembly());
      var one = ONE.matcher(each.assembly());
      if (down.matches()) {
        bytes = Integer.parseInt(down.group(3));
        saved.put(0, down.group(1));
        saved.put(Long.BYTES, down.group(2));
      } else if (pair.matches()) {
        var first = Integer.parseInt(pair.group(3));
        saved.put(first, pair.group(1));
        saved.put(first + Long.BYTES, pair.group(2));
      } else if (one.matches()) {
        saved.put(Integer.parseInt(one.group(2)), one.group(1));
      }
    }
    var link = saved.entrySet().stream().filter(each -> LINK.contains(each.getValue())).findFirst();
    var returnAddress = link.map(Map.Entry::getKey).orElse(bytes);
    saved.remove(returnAddress);
    return new Frame(bytes, saved, returnAddress);
  }
}

package asynclab.syscalls;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/// A call on its way into the kernel: its name and the numbers in its registers, and how people
/// write them.
///
/// @param arguments as the kernel gets them, pointers as addresses
/// @param kinds what each of them is
@SuppressWarnings("ArrayRecordComponent") // nobody compares two of them
record Crossing(String name, List<Kind> kinds, long[] arguments) {
  /// The call with these registers, named and read by the table of [Signatures].
  static Crossing of(SyscallNumber call, long[] registers) {
    return of(call.call(), registers, List.of());
  }

  /// A downcall with these arguments, of which the first `skipped` are not the kernel's.
  ///
  /// `syscall` is no call but a way to make any: the first argument says which.
  static Crossing of(String symbol, Object[] arguments, int skipped) {
    var values = new long[arguments.length - skipped];
    var kinds = new ArrayList<Kind>();
    for (var i = 0; i < values.length; i++) {
      values[i] = number(arguments[skipped + i]);
      kinds.add(Kind.of(arguments[skipped + i]));
    }
    if (!symbol.equals("syscall") || values.length == 0) return of(symbol, values, kinds);
    var registers = Arrays.copyOfRange(values, 1, values.length);
    var call = SyscallNumber.of(Processor.current(), values[0]);
    return call.map(known -> of(known, registers))
        .orElseGet(() -> of("syscall_" + values[0], registers, kinds.subList(1, kinds.size())));
  }

  private static Crossing of(String name, long[] values, List<Kind> otherwise) {
    var kinds = Signatures.of(name).orElse(otherwise);
    return new Crossing(name, kinds, values);
  }

  private static long number(Object argument) {
    return switch (argument) {
      case MemorySegment pointer -> pointer.address();
      case Number value -> value.longValue();
      default -> throw new IllegalArgumentException("no call takes " + argument);
    };
  }

  /// The arguments as strace writes them; what the kernel wrote is read after the call, when its
  /// result is known.
  String text(OptionalLong result, Pointee pointee) {
    var texts = new ArrayList<String>();
    var count = Math.min(kinds.size(), arguments.length);
    for (var i = 0; i < count; i++) {
      var length = i + 1 < arguments.length ? arguments[i + 1] : 0;
      texts.add(kinds.get(i).text(arguments[i], length, result, pointee));
    }
    return String.join(", ", texts);
  }

  String text(long result) {
    return text(OptionalLong.of(result), Pointee.LIVE);
  }
}

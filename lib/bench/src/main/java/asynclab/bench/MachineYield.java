package asynclab.bench;

import asynclab.fibers.machine.Abi;
import asynclab.fibers.machine.Ring;
import asynclab.fibers.machine.Switches;
import asynclab.syscalls.Routine;
import asynclab.syscalls.SyscallException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/// What a switch in machine code costs, as a program of the peer harness: a [Ring] of fibers that
/// hand on to each other within one call from Java.
///
/// Arguments: `ret`, `ret-lite`, `jmp` or `jmp-lite` (lite: without control words), how many
/// hand-overs, how many fibers, and how many copies of their function, 1 if left out.
public final class MachineYield {
  private static final int ROUNDS = 6;

  private MachineYield() {}

  public static void main(String[] arguments) throws SyscallException {
    var switching = switching(arguments[0]);
    var handOvers = Long.parseLong(arguments[1]);
    var fibers = Integer.parseInt(arguments[2]);
    var copies = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 1;
    try (var ring = Ring.open(switching, fibers, copies)) {
      var rounds = IntStream.range(0, ROUNDS).mapToDouble(_ -> nanos(ring, handOvers)).toArray();
      print("cold_ns_per_handover", rounds[0]);
      print("ns_per_handover", median(Arrays.copyOfRange(rounds, 1, ROUNDS)));
    }
  }

  static Routine switching(String name) {
    var abi = Abi.current();
    return switch (name) {
      case "ret" -> Switches.routine(abi);
      case "ret-lite" -> Switches.withoutControlWords(abi);
      case "jmp" -> Switches.jumping(abi);
      case "jmp-lite" -> Switches.jumpingWithoutControlWords(abi);
      default ->
          throw new IllegalArgumentException(
              "no switch is called %s: ret, ret-lite, jmp or jmp-lite".formatted(name));
    };
  }

  private static double nanos(Ring ring, long handOvers) {
    var start = System.nanoTime();
    ring.turn(handOvers);
    return (double) (System.nanoTime() - start) / handOvers;
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  private static void print(String metric, double nanos) {
    System.out.println(
        String.format(
            Locale.ROOT, "{\"metric\":\"%s\",\"value\":%.3f,\"unit\":\"ns\"}", metric, nanos));
  }
}

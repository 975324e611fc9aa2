package asynclab.coroutines;

import static org.junit.jupiter.api.Assertions.assertEquals;

import asynclab.futures.Future;
import asynclab.futures.Ready;
import java.lang.reflect.InvocationTargetException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What a machine does is what the method does whose thread waits: the same effects in the same
/// order, and the same end, however often its futures are pending.
class SameAsPlainTest {
  static Stream<Arguments> shapes() {
    return Stream.concat(
        Shapes.onBothRoads(
            Shapes.STRAIGHT, Shapes.BRANCHES, Shapes.TRIES, Shapes.SCOPES, Shapes.OPERANDS),
        Shapes.on(Road.BYTECODE, Shapes.BEYOND));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("shapes")
  void a_machine_does_what_its_method_does(Road road, Shapes.Shape shape) throws Exception {
    var source = Shapes.HEAD + shape.text().indent(2) + "}\n";
    var plain =
        source
            .replace("asynclab.coroutines.Coroutine.await", "asynclab.coroutines.Waits.await")
            .replace("@Async", "");
    var machine = road.load(source);
    var method = new Compiled(plain).loadClass("T");
    for (var argument : new int[] {0, 1, 2, 5}) {
      var expected = run(method, argument, 0);
      for (var pendings = 0; pendings < 3; pendings++) {
        assertEquals(expected, run(machine, argument, pendings));
      }
    }
  }

  private static String run(Class<?> type, int argument, int pendings) throws Exception {
    var stage = (Stage) type.getConstructor().newInstance();
    stage.pendings(pendings);
    var end = end(stage, argument);
    return String.join("\n", stage.log) + "\n" + end;
  }

  private static String end(Stage stage, int argument) throws Exception {
    try {
      var method = stage.getClass().getDeclaredMethod("run", int.class);
      method.setAccessible(true);
      return switch (Stage.outcome((Future<?>) method.invoke(stage, argument))) {
        case Ready.Value<?>(var value) -> "value " + value;
        case Ready.Failure<?>(var cause) -> "failure " + told(cause);
      };
    } catch (InvocationTargetException thrown) {
      return "failure " + told(thrown.getCause());
    }
  }

  /// The JVM names locals in the message of a null pointer, and machines have others.
  private static String told(Throwable cause) {
    return cause instanceof NullPointerException ? "null" : cause.toString();
  }
}

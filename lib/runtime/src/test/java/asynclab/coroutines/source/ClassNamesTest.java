package asynclab.coroutines.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import asynclab.coroutines.Compiled;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Machines have names of their own, also on systems where `Spin.class` and `spin.class` are one
/// file.
class ClassNamesTest {
  private static final String TEXT =
      """
      import asynclab.coroutines.Async;
      import asynclab.futures.Future;
      import static asynclab.coroutines.Coroutine.await;

      class Spin {
        @Async Future<Integer> spin(Future<Integer> f) { return Future.ready(await(f)); }
        @Async Future<Integer> fetchAll(Future<Integer> f) { return Future.ready(await(f)); }
        @Async Future<Integer> fetchall(Future<Integer> f) { return Future.ready(await(f)); }
        static class Inner {
          @Async Future<Integer> SPIN(Future<Integer> f) { return Future.ready(await(f)); }
        }
      }
      """;

  @Test
  void no_machine_is_called_like_a_class_of_the_text_in_small_letters() {
    var rewritten = Corofy.rewrite(TEXT);

    assertEquals(
        List.of("SpinCoroutine", "FetchAll", "FetchallCoroutine", "SPIN2"),
        rewritten.machines().stream().map(MachineModel::type).toList());
    var _ = new Compiled(rewritten.source());
  }
}

package asynclab.coroutines.source;

import static asynclab.coroutines.source.TextTest.assertMachine;

import org.junit.jupiter.api.Test;

/// The text of a machine with a `try` in it.
class TextOfTryTest {
  @Test
  void a_try_with_finally() {
    assertMachine(
        """
        @Async
        Future<String> guarded(String path) {
          try {
            return get(await(get(path)));
          } catch (IllegalStateException e) {
            return get(e.getMessage());
          } finally {
            System.out.println("over");
          }
        }
        """,
        """
        @Origin(method = "guarded", lines = {9, 10, 11, 12, 14, 14})
        final class Guarded extends Coroutine<String> {
          private final String path;

          Guarded(String path) {
            this.path = path;
          }

          @Override
          protected Polled<String> resume(Waker waker) throws Throwable {
            Throwable thrown = null;
            Future<String> result = null;
            Throwable failure = null;
            while (true) {
              try {
                switch (state) {
                  case 0 -> { // line 9: the beginning
                    state = 1;
                  }
                  case 1 -> { // line 10: try
                    awaiting(get(path));
                    state = 2;
                  }
                  case 2 -> { // line 11: await(get(path))
                    if (isPending(waker)) return Polled.pending();
                    result = get(this.<String>awaited());
                    thrown = null;
                    state = 5;
                  }
                  case 3 -> { // line 12: catch
                    if (!(failure instanceof IllegalStateException e)) throw failure;
                    result = get(e.getMessage());
                    thrown = null;
                    state = 5;
                  }
                  case 4 -> { // line 14: failed, then finally
                    thrown = failure;
                    state = 5;
                  }
                  case 5 -> { // line 14: finally
                    System.out.println("over");
                    if (thrown != null) throw thrown;
                    return tail(result);
                  }
                  default -> throw new IllegalStateException("no such state: " + state);
                }
              } catch (Throwable caught) {
                failure = caught;
                state = switch (state) {
                  case 1, 2 -> 3;
                  case 3 -> 4;
                  default -> throw caught;
                };
              }
            }
          }
        }
        """);
  }
}

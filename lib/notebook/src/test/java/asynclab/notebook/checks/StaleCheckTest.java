package asynclab.notebook.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToLongBiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// The check of the exercise "stale".
@EnabledOnOs(value = OS.LINUX, disabledReason = "descriptors are counted in /proc")
class StaleCheckTest {
  @Test
  void a_number_that_never_comes_back_passes() throws IOException {
    var serial = new long[1];

    var answer = to((fd, handlers) -> ++serial[0]);

    assertEquals("ok: 04b.stale, 5 of 5 as expected", answer.lines().findFirst().orElse(""));
  }

  @Test
  void the_descriptor_as_token_is_named() throws IOException {
    var answer = to((fd, handlers) -> fd);

    assertTrue(answer.contains("seen      A C"), answer);
    assertTrue(answer.contains("the token is the descriptor"), answer);
  }

  @Test
  void a_slot_that_is_used_again_is_named() throws IOException {
    var answer = to((fd, handlers) -> firstFree(handlers));

    assertTrue(answer.contains("seen      A C"), answer);
    assertTrue(answer.contains("B's token was given out again"), answer);
  }

  @Test
  void forgetting_to_forget_is_named() throws IOException {
    var serial = new long[1];
    var table =
        new MapTable((fd, handlers) -> ++serial[0]) {
          @Override
          public void close(long token) {}
        };

    var answer = Answers.to("04b.stale", table);

    assertTrue(answer.contains("seen      A B"), answer);
    assertTrue(answer.contains("B was closed, so its event has nobody to go to"), answer);
    assertTrue(answer.contains("seen      1 event: B"), answer);
    assertTrue(answer.contains("the kernel forgets B only with its last descriptor"), answer);
  }

  private static String to(ToLongBiFunction<Integer, Map<Long, Runnable>> tokens)
      throws IOException {
    return Answers.to("04b.stale", new MapTable(tokens));
  }

  private static long firstFree(Map<Long, Runnable> handlers) {
    var free = 0L;
    while (handlers.containsKey(free)) free++;
    return free;
  }

  private static class MapTable implements Table {
    private final Map<Long, Runnable> handlers = new HashMap<>();
    private final ToLongBiFunction<Integer, Map<Long, Runnable>> tokens;

    MapTable(ToLongBiFunction<Integer, Map<Long, Runnable>> tokens) {
      this.tokens = tokens;
    }

    @Override
    public long register(int fd, Runnable handler) {
      var token = tokens.applyAsLong(fd, handlers);
      handlers.put(token, handler);
      return token;
    }

    @Override
    public void close(long token) {
      handlers.remove(token);
    }

    @Override
    public void dispatch(long token) {
      handlers.getOrDefault(token, () -> {}).run();
    }
  }
}

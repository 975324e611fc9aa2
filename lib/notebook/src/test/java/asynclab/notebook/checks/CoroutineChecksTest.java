package asynclab.notebook.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.coroutines.Coroutine;
import asynclab.futures.Polled;
import asynclab.futures.Waker;
import asynclab.notebook.checks.BreakIt.Page;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// The checks of the chapter on coroutines: what passes, and what each wrong idea is told.
@EnabledOnOs(value = OS.LINUX, disabledReason = "what is left behind is looked up in /proc")
class CoroutineChecksTest {
  /// The pages as they should be; tests go wrong in one place.
  private static class Pages extends Coroutine<String> {
    final ByHand.Peer peer;
    final int n;
    String all = "";
    String page = "";
    int i = 1;

    Pages(ByHand.Peer peer, int n) {
      this.peer = peer;
      this.n = n;
    }

    @Override
    protected Polled<String> resume(Waker waker) throws Throwable {
      while (true) {
        switch (state) {
          case 0 -> {
            if (i > n) return Polled.ready(all);
            peer.say("page " + i);
            awaiting(peer.get("/page/" + i));
            state = 1;
          }
          case 1 -> {
            if (isPending(waker)) return Polled.pending();
            page = awaited();
            awaiting(peer.get("/note/" + i));
            state = 2;
          }
          default -> {
            if (isPending(waker)) return Polled.pending();
            all += page + this.<String>awaited();
            i++;
            state = 0;
          }
        }
      }
    }
  }

  @Test
  void a_machine_by_hand_passes() throws IOException {
    assertEquals("ok: 07.by-hand, 6 of 6 as expected", head(byHand(Pages::new)));
  }

  @Test
  void a_local_that_is_no_field_is_lost() throws IOException {
    assertTold(
        "a local was lost on the way",
        byHand((peer, n) ->
            new Pages(peer, n) {
              @Override
              protected Polled<String> resume(Waker waker) throws Throwable {
                all = "";
                return super.resume(waker);
              }
            }));
  }

  @Test
  void a_request_made_at_each_poll_is_seen() throws IOException {
    assertTold(
        "made anew at each poll",
        byHand((peer, n) ->
            new Pages(peer, n) {
              @Override
              protected Polled<String> resume(Waker waker) throws Throwable {
                if (state == 1) awaiting(peer.get("/page/" + i));
                return super.resume(waker);
              }
            }));
  }

  @Test
  void what_stands_before_an_await_runs_once() throws IOException {
    assertTold(
        "what stands before an await ran again",
        byHand((peer, n) ->
            new Pages(peer, n) {
              @Override
              protected Polled<String> resume(Waker waker) throws Throwable {
                if (state == 1) peer.say("page " + i);
                return super.resume(waker);
              }
            }));
  }

  @Test
  void pending_after_a_ready_future_is_a_hang_with_a_reason() throws IOException {
    assertTold(
        "nobody has your waker",
        byHand((peer, n) ->
            new Pages(peer, n) {
              @Override
              protected Polled<String> resume(Waker waker) throws Throwable {
                var before = state;
                var polled = super.resume(Waker.NONE);
                return before == state ? polled : Polled.pending();
              }
            }));
  }

  @Test
  void a_body_that_runs_when_it_is_called_is_seen() throws IOException {
    assertTold(
        "its body begins at the first poll",
        byHand((peer, n) -> {
          peer.say("page 1");
          return new Pages(peer, n);
        }));
  }

  /// The inputs as they should be; tests replace one.
  private static class Inputs implements BreakIt {
    @Override
    public List<Page> local() {
      return List.of(Page.of("a"), Page.of("b").waiting(1));
    }

    @Override
    public List<Page> loop() {
      return List.of(Page.of("a").skip());
    }

    @Override
    public List<Page> cleanUp() {
      return List.of(Page.of("a").fail());
    }
  }

  @Test
  void inputs_that_tell_the_rewrites_apart_pass() throws IOException {
    assertEquals("ok: 07.break, 3 of 3 as expected", head(Answers.to("07.break", new Inputs())));
  }

  @Test
  void an_input_on_which_nobody_waits_loses_nothing() throws IOException {
    assertTold(
        "somebody has to wait",
        Answers.to(
            "07.break",
            new Inputs() {
              @Override
              public List<Page> local() {
                return List.of(Page.of("a"), Page.of("b"));
              }
            }));
  }

  @Test
  void one_page_that_waits_loses_nothing_either() throws IOException {
    assertTold(
        "what was lost was empty still",
        Answers.to(
            "07.break",
            new Inputs() {
              @Override
              public List<Page> local() {
                return List.of(Page.of("a").waiting(3));
              }
            }));
  }

  @Test
  void a_wait_does_not_reach_continue() throws IOException {
    assertTold(
        "`continue` never ran",
        Answers.to(
            "07.break",
            new Inputs() {
              @Override
              public List<Page> loop() {
                return List.of(Page.of("a").waiting(3));
              }
            }));
  }

  @Test
  void pages_that_come_well_are_shut_by_both() throws IOException {
    assertTold(
        "who leaves by another way?",
        Answers.to(
            "07.break",
            new Inputs() {
              @Override
              public List<Page> cleanUp() {
                return List.of(Page.of("a").waiting(3));
              }
            }));
  }

  private static void assertTold(String reply, String answer) {
    assertTrue(answer.startsWith("not yet"), answer);
    assertTrue(answer.contains(reply), answer);
  }

  private static String head(String answer) {
    return answer.lines().findFirst().orElse("");
  }

  private static String byHand(ByHand mine) throws IOException {
    return Answers.to("07.by-hand", mine);
  }
}

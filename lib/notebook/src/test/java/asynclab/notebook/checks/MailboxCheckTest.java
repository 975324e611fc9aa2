package asynclab.notebook.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.futures.Polled;
import asynclab.futures.Waker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// The check of a leaf that moves from task to task: what passes, and what wrong ideas are told.
@EnabledOnOs(value = OS.LINUX, disabledReason = "what is left behind is looked up in /proc")
class MailboxCheckTest {
  /// A mailbox that wakes all it knows, one, or in the wrong order.
  private static class Box implements Mailbox {
    final List<Waker> wakers = new ArrayList<>();
    private String letter = "";

    @Override
    public synchronized Polled<String> poll(Waker waker) {
      if (!letter.isEmpty()) return Polled.ready(letter);
      leave(waker);
      return Polled.pending();
    }

    void leave(Waker waker) {
      wakers.clear();
      wakers.add(waker);
    }

    @Override
    public void put(String text) {
      synchronized (this) {
        letter = text;
      }
      wakers.forEach(Waker::wake);
    }
  }

  @Test
  void a_mailbox_that_wakes_the_newest_passes() throws IOException {
    assertEquals("ok: 08.latest-waker, 6 of 6 as expected", head(mailbox(Box::new)));
  }

  @Test
  void a_mailbox_that_keeps_its_first_waker_is_told() throws IOException {
    assertTold(
        "it keeps its first waker",
        mailbox(() ->
            new Box() {
              @Override
              void leave(Waker waker) {
                if (wakers.isEmpty()) wakers.add(waker);
              }
            }));
  }

  @Test
  void a_mailbox_that_wakes_all_is_told() throws IOException {
    assertTold(
        "all who ever asked are called",
        mailbox(() ->
            new Box() {
              @Override
              void leave(Waker waker) {
                wakers.add(waker);
              }
            }));
  }

  @Test
  void a_mailbox_that_wakes_nobody_is_told() throws IOException {
    assertTold(
        "Pending, and nobody is woken",
        mailbox(() ->
            new Box() {
              @Override
              void leave(Waker waker) {}
            }));
  }

  @Test
  void a_mailbox_that_wakes_before_the_letter_is_in_is_told() throws IOException {
    assertTold(
        "it woke A before the letter was in",
        mailbox(() ->
            new Box() {
              @Override
              public void put(String text) {
                List.copyOf(wakers).forEach(Waker::wake);
                wakers.clear();
                super.put(text);
              }
            }));
  }

  @Test
  void a_waker_that_is_called_under_the_lock_is_told() throws IOException {
    assertTold(
        "when the lock is free again",
        mailbox(() ->
            new Box() {
              @Override
              public synchronized void put(String text) {
                super.put(text);
              }
            }));
  }

  private static String mailbox(Mailbox.Maker mine) throws IOException {
    return Answers.to("08.latest-waker", mine);
  }

  private static void assertTold(String reply, String answer) {
    assertTrue(answer.startsWith("not yet"), answer);
    assertTrue(answer.replaceAll("\\s+", " ").contains(reply), answer);
  }

  private static String head(String answer) {
    return answer.lines().findFirst().orElse("");
  }
}

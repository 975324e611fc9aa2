package asynclab.notebook.checks;

import static asynclab.notebook.checks.QueueSort.Model.BOTH;
import static asynclab.notebook.checks.QueueSort.Model.COMPLETION;
import static asynclab.notebook.checks.QueueSort.Model.READINESS;
import static asynclab.notebook.checks.QueueSort.Queue.AFD;
import static asynclab.notebook.checks.QueueSort.Queue.EPOLL;
import static asynclab.notebook.checks.QueueSort.Queue.IOCP;
import static asynclab.notebook.checks.QueueSort.Queue.IO_URING;
import static asynclab.notebook.checks.QueueSort.Queue.JAVA_NIO;
import static asynclab.notebook.checks.QueueSort.Queue.KQUEUE;
import static asynclab.notebook.checks.QueueSort.Queue.POLL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.notebook.checks.QueueSort.Model;
import asynclab.notebook.checks.QueueSort.Queue;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The check of the exercise "sort the queues".
class SortQueuesCheckTest {
  private static final Set<Queue> COUNTING = Set.of(IOCP, IO_URING, KQUEUE);

  @Test
  void the_right_table_passes() throws IOException {
    var answer = to(right(), COUNTING);

    assertEquals("ok: 03.sort-queues, 8 of 8 as expected", answer.lines().findFirst().orElse(""));
  }

  @Test
  void kqueue_as_completion_is_named() throws IOException {
    var models = right();
    models.put(KQUEUE, COMPLETION);

    var answer = to(models, COUNTING);

    assertTrue(answer.startsWith("not yet: 03.sort-queues, 1 of 8 differ"), answer);
    assertTrue(answer.contains("but it has not moved them"), answer);
  }

  @Test
  void afd_as_the_completion_port_it_answers_through_is_named() throws IOException {
    var models = right();
    models.put(AFD, COMPLETION);

    assertTrue(to(models, COUNTING).contains("what has completed is the question"));
  }

  @Test
  void epoll_as_one_that_counts_is_named() throws IOException {
    var answer = to(right(), Set.of(EPOLL, IOCP, IO_URING, KQUEUE));

    assertTrue(answer.contains("epoll says that there is something, never how much"), answer);
  }

  @Test
  void a_queue_left_out_is_seen() throws IOException {
    var models = right();
    models.remove(POLL);

    assertTrue(to(models, Set.of()).contains("seen      nothing"));
  }

  private static Map<Queue, Model> right() {
    var models = new EnumMap<Queue, Model>(Queue.class);
    for (var queue : Queue.values()) models.put(queue, READINESS);
    models.putAll(Map.of(IOCP, COMPLETION, IO_URING, COMPLETION, JAVA_NIO, BOTH));
    return models;
  }

  private static String to(Map<Queue, Model> models, Set<Queue> counts) throws IOException {
    var mine =
        new QueueSort() {
          @Override
          public Map<Queue, Model> models() {
            return models;
          }

          @Override
          public Set<Queue> counts() {
            return counts;
          }
        };
    return Answers.to("03.sort-queues", mine);
  }
}

package asynclab.notebook.checks;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import asynclab.notebook.checks.QueueSort.Model;
import asynclab.notebook.checks.QueueSort.Queue;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The check `03.sort-queues`: seven queues, and what each tells.
@Examination
final class SortQueuesCheck {
  static final Exercise<QueueSort> EXERCISE =
      new Exercise<>(
          "03.sort-queues",
          QueueSort.class,
          "class Mine implements QueueSort { … }",
          SortQueuesCheck.class);

  /// The right answer for one queue, and why.
  private record Right(Model model, String why) {}

  private static final Map<Queue, Right> RIGHT = right();
  private static final Set<Queue> COUNTING = EnumSet.of(Queue.KQUEUE, Queue.IOCP, Queue.IO_URING);

  private static Map<Queue, Right> right() {
    var right = new EnumMap<Queue, Right>(Queue.class);
    right.put(
        Queue.EPOLL,
        new Right(Model.READINESS, "epoll_wait says that a read would not wait: you read"));
    right.put(
        Queue.POLL, new Right(Model.READINESS, "poll(2) says which would not wait: you read"));
    right.put(
        Queue.KQUEUE,
        new Right(
            Model.READINESS,
            "kevent also says how many bytes there are, but it has not moved them: you read"));
    right.put(
        Queue.AFD,
        new Right(
            Model.READINESS,
            "AFD's answer comes through a completion port, but what has completed is the question"
                + " whether a read would wait: you still read"));
    right.put(
        Queue.IOCP,
        new Right(Model.COMPLETION, "WSARecv has filled your buffer when the port tells of it"));
    right.put(
        Queue.IO_URING,
        new Right(Model.COMPLETION, "its recv has filled your buffer when the ring tells of it"));
    right.put(
        Queue.JAVA_NIO,
        new Right(
            Model.BOTH,
            "Selector tells of readiness, AsynchronousSocketChannel of completion: both are there"));
    return right;
  }

  @TestFactory
  Stream<DynamicTest> queues(QueueSort mine, Trial trial) {
    trial.ifItHangs("an answer is a table, and needs no wait");
    var models =
        RIGHT.entrySet().stream()
            .map(entry -> model(entry.getKey(), entry.getValue(), mine, trial));
    return Stream.concat(
        models,
        Stream.of(
            dynamicTest(
                "whose event says how many bytes have come",
                () ->
                    trial.expect(
                        COUNTING.toString(), () -> counting(mine), SortQueuesCheck::idea))));
  }

  private static DynamicTest model(Queue queue, Right right, QueueSort mine, Trial trial) {
    return dynamicTest(
        queue.toString(),
        () -> trial.expect(word(right.model), () -> said(mine, queue), seen -> right.why));
  }

  private static Set<Queue> counting(QueueSort mine) {
    var said = EnumSet.noneOf(Queue.class);
    said.addAll(mine.counts());
    said.remove(Queue.JAVA_NIO);
    return said;
  }

  private static String idea(String seen) {
    if (seen.contains("EPOLL")) {
      return "epoll says that there is something, never how much: kqueue's `data` does";
    }
    return seen.contains("KQUEUE")
        ? "who has done the work knows how much it was; kqueue knows without doing it"
        : "kqueue's event has a field for it, `data`: the bytes there are to read";
  }

  private static String said(QueueSort mine, Queue queue) {
    var model = mine.models().get(queue);
    return model == null ? "nothing" : word(model);
  }

  private static String word(Model model) {
    return model.toString().toLowerCase(Locale.ROOT);
  }
}

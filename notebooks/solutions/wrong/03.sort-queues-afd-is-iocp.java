// reply: what has completed is the question whether a read would wait
import asynclab.notebook.checks.QueueSort;
import static asynclab.notebook.checks.QueueSort.Model.*;
import static asynclab.notebook.checks.QueueSort.Queue.*;

class MySort implements QueueSort {
  public Map<Queue, Model> models() {
    return Map.of(
        EPOLL, READINESS, POLL, READINESS, KQUEUE, READINESS, AFD, COMPLETION,
        IOCP, COMPLETION, IO_URING, COMPLETION, JAVA_NIO, BOTH);
  }

  public Set<Queue> counts() {
    return Set.of(KQUEUE, IOCP, IO_URING);
  }
}

Check.of("03.sort-queues", new MySort())

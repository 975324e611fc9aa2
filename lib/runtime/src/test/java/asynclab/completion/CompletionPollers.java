package asynclab.completion;

import java.io.IOException;

/// Pollers over queues as they are elsewhere, for tests of other packages.
public final class CompletionPollers {
  private CompletionPollers() {}

  /// Over io_uring, if it is allowed here.
  public static CompletionPoller overRings() throws IOException {
    return CompletionPoller.over(UringQueue.open());
  }

  /// Over io_uring as a kernel before 6.0 has it: each receive is handed over by itself.
  public static CompletionPoller overOldRings() throws IOException {
    var queue = UringQueue.open();
    return CompletionPoller.over(queue, new Carrier(queue));
  }

  /// Over io_uring with so few buffers that they run out.
  public static CompletionPoller overFewBuffers() throws IOException {
    var queue = UringQueue.open();
    return CompletionPoller.over(queue, new RingCarrier(queue, 2));
  }

  /// Over operations that are played on readiness.
  public static CompletionPoller overEmulation() throws IOException {
    return CompletionPoller.over(EmulatedQueue.open());
  }
}

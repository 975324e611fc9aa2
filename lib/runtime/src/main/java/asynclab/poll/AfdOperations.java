package asynclab.poll;

import asynclab.poll.Watches.Watch;
import asynclab.syscalls.Afd;
import asynclab.syscalls.AfdPollInfo;
import asynclab.syscalls.IoStatusBlock;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The polls that an [AfdPoller] has under way, and the memory that the kernel writes for them.
///
/// The rule that everything here is made for: from the call that begins a poll until its packet has
/// been taken from the port, its memory belongs to the kernel, also when the poll was given up,
/// because cancelling only asks. So whoever gives one up *disowns* it; the memory is used again, or
/// freed, when the packet has come. For the same reason it is no memory that the collector frees.
///
/// Not thread-safe: the poller's lock guards it.
final class AfdOperations {
  private final long afd;
  private final Arena memory = Arena.ofShared();
  private final List<Operation> all = new ArrayList<>();
  private final Deque<Operation> free = new ArrayDeque<>();

  AfdOperations(long afd) {
    this.afd = afd;
  }

  /// One poll: its memory, and who wants to know how it ends.
  static final class Operation {
    private final long context;
    private final MemorySegment status;
    private final MemorySegment info;
    private boolean pending;
    private @Nullable Watch owner;

    private Operation(long context, Arena memory) {
      this.context = context;
      status = memory.allocate(IoStatusBlock.LAYOUT);
      info = memory.allocate(AfdPollInfo.LAYOUT);
    }

    /// Who began it, unless it was given up.
    @Nullable Watch owner() {
      return owner;
    }

    /// How it ended: a status of at least 0, or the negative error number.
    int result() {
      return IoStatusBlock.result(status);
    }

    /// What has come, bits of [Afd].
    int events() {
      return AfdPollInfo.events(info);
    }
  }

  /// Begins a poll of one socket.
  ///
  /// @return at least 0, or the negative error number, and then nothing has begun
  int begin(Watch watch, int events) {
    var operation = free.isEmpty() ? make() : free.pop();
    AfdPollInfo.write(operation.info, watch.handle, events);
    var result = Afd.poll(afd, operation.context, operation.status, operation.info);
    if (result < 0) {
      free.push(operation);
      return result;
    }
    operation.pending = true;
    operation.owner = watch;
    watch.operation = operation;
    return result;
  }

  private Operation make() {
    var operation = new Operation(all.size() + 1L, memory); // 0 would ask for no packet
    all.add(operation);
    return operation;
  }

  /// Asks for what a watch has under way to be given up, and wants to hear no more of it.
  void disown(Watch watch) {
    var operation = watch.operation;
    if (operation == null) return;
    watch.operation = null;
    operation.owner = null;
    cancel(operation);
  }

  /// Asks; what the kernel answers does not matter, because the packet comes in any case.
  private void cancel(Operation operation) {
    var _ = Afd.cancel(afd, operation.status);
  }

  void cancelAll() {
    for (var operation : all) if (operation.pending) cancel(operation);
  }

  /// The operation that a packet tells the end of. Its memory is ours again, until the next
  /// [#begin].
  Operation ended(long context) {
    var operation = all.get((int) context - 1);
    operation.pending = false;
    free.push(operation);
    return operation;
  }

  /// How many polls the kernel has not told the end of.
  int pending() {
    return all.size() - free.size();
  }

  /// How many there is memory for.
  int size() {
    return all.size();
  }

  /// Frees the memory, unless the kernel may still write into it: then it stays as it is for good.
  void free() {
    if (pending() == 0) memory.close();
  }
}

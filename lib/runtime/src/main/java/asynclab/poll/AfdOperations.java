package asynclab.poll;

import asynclab.syscalls.Afd;
import asynclab.syscalls.AfdPollInfo;
import asynclab.syscalls.Errno;
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
/// been taken from the port, its memory belongs to the kernel, also after the poll was cancelled,
/// because cancelling only asks. So whoever gives a poll up merely *disowns* it; the memory is used
/// again, or freed, when the packet has come. Memory that the collector frees would not do.
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
    private AfdPoller.@Nullable Watch owner;

    private Operation(long context, Arena memory) {
      this.context = context;
      status = memory.allocate(IoStatusBlock.LAYOUT);
      info = memory.allocate(AfdPollInfo.LAYOUT);
    }

    /// Who began it, unless it was given up.
    AfdPoller.@Nullable Watch owner() {
      return owner;
    }

    /// What has come, bits of [Afd], once the packet has; 0 when it was cancelled or has failed.
    int events() {
      return IoStatusBlock.result(status) < 0 ? 0 : AfdPollInfo.events(info);
    }

    /// Whether it ended by being cancelled.
    boolean isCancelled() {
      return IoStatusBlock.result(status) == -Errno.ECANCELED.code();
    }
  }

  /// Begins a poll of one socket.
  ///
  /// @return the operation, or null when the kernel refuses: then `refusal` says why
  @Nullable Operation begin(AfdPoller.Watch owner, int events) {
    var operation = free.isEmpty() ? make() : free.pop();
    AfdPollInfo.write(operation.info, owner.base, events);
    var result = Afd.poll(afd, operation.context, operation.status, operation.info);
    if (result < 0) {
      free.push(operation);
      owner.refusal = -result;
      return null;
    }
    operation.owner = owner;
    return operation;
  }

  private Operation make() {
    var operation = new Operation(all.size() + 1L, memory); // 0 would mean: send no packet
    all.add(operation);
    return operation;
  }

  /// Asks for a poll to be given up, and wants to hear no more of it.
  ///
  /// @return whether it was under way; otherwise it has ended, and its packet is in the port
  boolean disown(Operation operation) {
    operation.owner = null;
    return Afd.cancel(afd, operation.status) >= 0;
  }

  /// The operation that a packet is about. It is read, then [released][#release].
  Operation ended(long context) {
    return all.get((int) (context - 1));
  }

  /// Gives the memory of an ended operation back.
  void release(Operation operation) {
    operation.owner = null;
    free.push(operation);
  }

  /// How many polls the kernel has not told the end of.
  int pending() {
    return all.size() - free.size();
  }

  void cancelAll() {
    for (var operation : all) {
      if (!free.contains(operation)) disown(operation);
    }
  }

  /// Frees the memory, unless the kernel may still write into it: then it is left as it is.
  ///
  /// @return whether it was freed
  boolean free() {
    if (pending() > 0) return false;
    memory.close();
    return true;
  }
}

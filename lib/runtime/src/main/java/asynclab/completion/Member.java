package asynclab.completion;

import asynclab.poll.Interest;
import asynclab.syscalls.Errno;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// What a [CompletionPoller] tells of: one of its own sockets, or a descriptor of somebody else's.
///
/// An operation's token is the member's place and what it does. A place is used again when the
/// member is over and the last of its operations has been told.
abstract class Member {
  static final int RECV = 0;
  static final int SEND = 1;
  static final int SEND_NOW = 2;
  static final int ACCEPT = 3;
  static final int CONNECT = 4;
  static final int READ_POLL = 5;
  static final int WRITE_POLL = 6;
  static final int CANCEL = 7;
  static final int OPERATION_BITS = 3;

  final Endpoint endpoint;
  final int fd;

  /// Its place among the members.
  int place = -1;

  /// How many operations have completions to come.
  int underWay;

  /// Closed, and told of no more.
  boolean isOver;

  /// Whether it waits to hand something over.
  boolean isDue;

  // What it is watched for. The lock of `Members` guards these.
  long key;
  @Nullable Interest interest;
  boolean isTouched;

  Member(Endpoint endpoint) {
    this.endpoint = endpoint;
    this.fd = endpoint.fd();
  }

  long token(int operation) {
    return (long) place << OPERATION_BITS | operation;
  }

  /// What is known to be possible, as bits of `Event`.
  abstract int readiness();

  /// Somebody wants to know, and nothing is: finds out. Returns whether something has to be handed
  /// over for that.
  boolean findOut(Interest asked) {
    return false;
  }

  /// It was reported, or somebody asks anew.
  void forget() {}

  /// Hands over what there is to be handed over.
  abstract void proceed() throws IOException;

  /// It could not.
  abstract void fails(Errno why);

  /// One of its operations has a completion. It may be over.
  abstract void told(int operation, Completion each) throws IOException;

  /// A wait is over: silence has a meaning.
  void silence() throws IOException {}

  /// Closed, or taken out: on the owner's thread, or when the queue is closed.
  ///
  /// @param mayFlush whether the queue may be asked at once
  abstract void end(boolean mayFlush) throws IOException;

  boolean hasUnsent() {
    return false;
  }
}

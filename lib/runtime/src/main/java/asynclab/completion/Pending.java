package asynclab.completion;

import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The operations that are under way, in numbered slots, and what each holds until its completion.
///
/// The number is what the kernel carries in our place, so a token can be any 64 bits; and the
/// buffer is kept reachable, because the collector does not know that the kernel writes to it.
final class Pending {
  /// Kept by an operation that lends nothing.
  static final Object NOTHING = "nothing";

  /// Kept by one whose result is a descriptor, which must not be lost.
  static final Object DESCRIPTOR = "descriptor";

  /// How many operations may be under way at once.
  static final int SLOTS_MAX = 1 << 20;

  private long[] tokens = new long[64];
  private @Nullable Endpoint[] endpoints = new @Nullable Endpoint[64];
  private @Nullable Object[] kept = new @Nullable Object[64];
  private int[] nextFree = new int[64];
  private int free = -1; // head of the list of slots that were used before
  private int used; // slots below were used at least once
  private int count;

  /// How many are under way.
  int count() {
    return count;
  }

  /// How many slots there are to look through.
  int slots() {
    return used;
  }

  /// Takes an operation in and returns its slot.
  int add(long token, @Nullable Endpoint endpoint, Object keep) {
    var slot = free;
    if (slot >= 0) free = nextFree[slot];
    else slot = fresh();
    tokens[slot] = token;
    endpoints[slot] = endpoint;
    kept[slot] = keep;
    count++;
    if (endpoint != null) endpoint.inFlight++;
    return slot;
  }

  private int fresh() {
    if (used == SLOTS_MAX) throw tooMany();
    if (used == tokens.length) {
      var length = 2 * used;
      tokens = Arrays.copyOf(tokens, length);
      endpoints = Arrays.copyOf(endpoints, length);
      kept = Arrays.copyOf(kept, length);
      nextFree = Arrays.copyOf(nextFree, length);
    }
    return used++;
  }

  static IllegalStateException tooMany() {
    return new IllegalStateException(
        "more than " + SLOTS_MAX + " operations are under way: await some before the next");
  }

  /// The operation is done: its slot is free, and what it held is let go.
  void remove(int slot) {
    var endpoint = endpoints[slot];
    if (endpoint != null) endpoint.inFlight--;
    endpoints[slot] = null;
    kept[slot] = null;
    nextFree[slot] = free;
    free = slot;
    count--;
  }

  boolean isUsed(int slot) {
    return kept[slot] != null;
  }

  long token(int slot) {
    return tokens[slot];
  }

  /// What the operation is on, if anything.
  @Nullable Endpoint endpoint(int slot) {
    return endpoints[slot];
  }

  /// Whether a result of this operation is a descriptor.
  boolean givesDescriptor(int slot) {
    return DESCRIPTOR.equals(kept[slot]);
  }

  boolean isOn(int slot, Endpoint endpoint) {
    return endpoint.equals(endpoints[slot]);
  }

  /// The slot of an operation with this token, or -1.
  int find(long token) {
    for (var slot = 0; slot < used; slot++) {
      if (tokens[slot] == token && kept[slot] != null) return slot;
    }
    return -1;
  }

  /// The ring of buffers that this operation takes from.
  BufferRing buffers(int slot) {
    if (kept[slot] instanceof BufferRing ring) return ring;
    throw new IllegalStateException("the operation of slot " + slot + " was lent no buffers");
  }

  /// Refuses memory that the kernel could not write to; returns its size.
  static int checkWritable(MemorySegment buffer) {
    check(buffer, buffer.byteSize());
    if (buffer.isReadOnly()) {
      throw new IllegalArgumentException(
          "the kernel is to write into this buffer: it is read-only");
    }
    return (int) buffer.byteSize();
  }

  /// Refuses memory of which the kernel could not read `count` bytes.
  static void checkReadable(MemorySegment bytes, int count) {
    check(bytes, count);
  }

  private static void check(MemorySegment buffer, long count) {
    if (!buffer.isNative()) {
      throw new IllegalArgumentException(
          "the kernel needs memory that stays where it is: use a native segment, not one on the"
              + " Java heap");
    }
    if (!buffer.scope().isAlive() || !buffer.isAccessibleBy(Thread.currentThread())) {
      throw new IllegalStateException(
          "the buffer's arena is closed, or belongs to another thread: lend memory that lives until"
              + " the completion");
    }
    if (count < 1 || count > buffer.byteSize() || count > Integer.MAX_VALUE) {
      throw new IndexOutOfBoundsException(
          "%d bytes: at least 1, and at most the %d of the buffer, are possible"
              .formatted(count, buffer.byteSize()));
    }
  }

  static void checkAddress(InetSocketAddress to) {
    if (!to.isUnresolved()) return;
    throw new IllegalArgumentException(
        "no address is known for " + to.getHostString() + ": resolve it first");
  }
}

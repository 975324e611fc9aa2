package asynclab.fibers.machine;

import asynclab.syscalls.Pages;
import asynclab.syscalls.SyscallException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Memory that a stack pointer may point into: it is used from its top downwards.
///
/// Below an ordinary one lies a **guard page**, which may neither be read nor written: a stack that
/// overflows hits it, and the process ends there and then instead of writing over what is not its
/// own. Signals land on whatever stack is in use, and their frames take some kilobytes; so an
/// ordinary one has 64 KiB at least.
///
/// One thread owns it: who opened it uses and closes it.
public final class Stack implements AutoCloseable {
  /// What an ordinary stack has.
  public static final long BYTES = 64 * 1024;

  /// What memory around a small stack is filled with, so that it shows what was overwritten.
  public static final long CANARY = 0xCACA_CACA_CACA_CACAL;

  private static final int ALIGNMENT = 16;

  private final Arena arena;
  private final MemorySegment memory; // all that is ours, guard page or canaries included
  private final long bottom;
  private final long top;
  private final boolean hasGuardPage;

  private Stack(Arena arena, MemorySegment memory, long bottom, long top, boolean hasGuardPage) {
    this.arena = arena;
    this.memory = memory;
    this.bottom = bottom;
    this.top = top;
    this.hasGuardPage = hasGuardPage;
  }

  /// A stack of 64 KiB.
  public static Stack open() throws SyscallException {
    return open(BYTES);
  }

  /// A stack of so many bytes, rounded up to whole pages, and a guard page below it.
  ///
  /// @throws IllegalArgumentException for less than 64 KiB, or more than 1 GiB
  @SuppressWarnings("MustBeClosedChecker") // the stack closes it
  public static Stack open(long bytes) throws SyscallException {
    if (bytes < BYTES || bytes > 1L << 30) {
      throw new IllegalArgumentException(
          "a stack of %d bytes: it has 64 KiB to 1 GiB; Stack.over makes smaller ones, for a look"
              .formatted(bytes));
    }
    var page = Pages.size();
    var whole = (bytes + page - 1) / page * page;
    var arena = Arena.ofConfined();
    try {
      var memory = Pages.mapStack(arena, page + whole);
      Pages.forbid(memory.asSlice(0, page));
      var address = memory.address();
      return new Stack(arena, memory, address + page, address + page + whole, true);
    } catch (SyscallException | RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  /// A stack of a few bytes in the middle of `room`, which is filled with canaries first: what it
  /// overruns is memory of ours, and [#overrun] counts it. Its top is a multiple of 16.
  ///
  /// Closing it leaves `room` to its owner.
  ///
  /// @throws IllegalArgumentException when `room` is on the Java heap, or leaves less than 64 KiB
  ///   below the stack: a signal may need them
  @SuppressWarnings("MustBeClosedChecker") // as above
  public static Stack over(MemorySegment room, long bytes) {
    if (!room.isNative()) {
      throw new IllegalArgumentException(
          "a stack must stay where it is: use a native segment, not one on the Java heap");
    }
    var top = (room.address() + (room.byteSize() + bytes) / 2) & -ALIGNMENT;
    var bottom = top - bytes;
    if (bytes < 0 || bottom - room.address() < BYTES) {
      throw new IllegalArgumentException(
          "a stack of %d bytes in %d: leave 64 KiB below it, for what it overruns and for signals"
              .formatted(bytes, room.byteSize()));
    }
    room.fill((byte) CANARY);
    return new Stack(Arena.ofConfined(), room, bottom, top, false);
  }

  /// T, the address behind its highest byte: a multiple of 16.
  public long top() {
    return top;
  }

  /// The address of its lowest byte.
  public long bottom() {
    return bottom;
  }

  /// How many bytes it has.
  public long bytes() {
    return top - bottom;
  }

  /// Whether a page below it catches an overflow.
  public boolean hasGuardPage() {
    return hasGuardPage;
  }

  /// Its lowest address, with the guard page.
  long lowest() {
    return hasGuardPage ? memory.address() : bottom;
  }

  /// The lowest address that may be looked at: below a small stack there is more memory of ours.
  long readable() {
    return hasGuardPage ? bottom : memory.address();
  }

  /// The word at an offset from the top: -8 is the highest.
  ///
  /// @throws IndexOutOfBoundsException when it is not within memory of ours
  public long get(long fromTop) {
    return memory.get(ValueLayout.JAVA_LONG_UNALIGNED, offset(fromTop));
  }

  /// Replaces a word. A stack that is laid out wrongly ends the process, so try that in a JVM of
  /// its own.
  public void set(long fromTop, long word) {
    memory.set(ValueLayout.JAVA_LONG_UNALIGNED, offset(fromTop), word);
  }

  private long offset(long fromTop) {
    var address = top + fromTop;
    if (fromTop > -Long.BYTES || address < readable()) {
      throw new IndexOutOfBoundsException(
          "offset %d from the top of a stack of %d bytes".formatted(fromTop, bytes()));
    }
    return address - memory.address();
  }

  /// How many bytes below a small stack were overwritten, down to the lowest; 0 where a guard page
  /// is.
  public long overrun() {
    return hasGuardPage ? 0 : Math.max(0, bottom - lowestTouched());
  }

  /// How many bytes of it have ever been written, counted from the top.
  public long used() {
    return Math.min(bytes(), top - lowestTouched());
  }

  private long lowestTouched() {
    var untouched = hasGuardPage ? 0 : CANARY;
    for (var address = readable(); address + Long.BYTES <= top; address += Long.BYTES) {
      if (get(address - top) != untouched) return address;
    }
    return top;
  }

  /// Gives the memory back. No fiber may be left that uses it.
  @Override
  public void close() {
    arena.close();
  }
}

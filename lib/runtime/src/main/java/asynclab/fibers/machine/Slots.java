package asynclab.fibers.machine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The slots of a scheduler, one behind the other in memory; the first is base's.
final class Slots {
  private static final int CACHE_LINE = 64;

  private final Abi abi;
  private final MemorySegment memory;

  Slots(Abi abi, Arena arena, int count) {
    this.abi = abi;
    memory = arena.allocate((long) count * abi.layout().bytes(), CACHE_LINE);
  }

  /// Where the first begins.
  long address() {
    return memory.address();
  }

  /// Behind the last.
  long end() {
    return memory.address() + memory.byteSize();
  }

  /// The slot's context, with which it begins.
  Context context(int slot) {
    return new Context(abi, bytes(slot));
  }

  State state(int slot) {
    return State.of(bytes(slot).get(ValueLayout.JAVA_INT, abi.layout().state()));
  }

  void setState(int slot, State state) {
    bytes(slot).set(ValueLayout.JAVA_INT, abi.layout().state(), state.number());
  }

  /// Room for a closure: as many words as [MachineFibers#ARGUMENTS], and the table's address.
  MemorySegment closure(int slot) {
    return bytes(slot).asSlice(abi.layout().closure());
  }

  /// Whether a closure begins at an address.
  boolean isClosure(long address) {
    var offset = address - memory.address();
    var within = offset >= 0 && offset < memory.byteSize();
    return within && offset % abi.layout().bytes() == abi.layout().closure();
  }

  /// Says which stack is the slot's; Windows wants to know while it is in use.
  void setStack(int slot, Stack stack) {
    bytes(slot).set(ValueLayout.JAVA_LONG, abi.layout().top(), stack.top());
    if (abi != Abi.WINDOWS) return;
    context(slot).set("gs:0x8", stack.top());
    context(slot).set("gs:0x10", stack.bottom());
    context(slot).set("gs:0x1478", stack.lowest());
  }

  private MemorySegment bytes(int slot) {
    var bytes = abi.layout().bytes();
    return memory.asSlice((long) slot * bytes, bytes);
  }
}

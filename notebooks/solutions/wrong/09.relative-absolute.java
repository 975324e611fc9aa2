// reply: an address means the same place wherever it stands
import asynclab.notebook.checks.Relative;

Relative mine = () -> """
    import static java.lang.foreign.ValueLayout.JAVA_LONG;

    void point(MemorySegment block, long at, long target) {
      block.set(JAVA_LONG, at, block.asSlice(target).address());
    }
    long follow(MemorySegment block, long at) {
      return MemorySegment.ofAddress(block.get(JAVA_LONG, at))
          .reinterpret(8).get(JAVA_LONG, 0);
    }
    """;
Check.of("09.relative", mine)

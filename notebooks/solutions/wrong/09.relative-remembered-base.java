// reply: the first block is gone, and you still ask it
import asynclab.notebook.checks.Relative;

Relative mine = () -> """
    import static java.lang.foreign.ValueLayout.JAVA_LONG;
    MemorySegment base;

    void point(MemorySegment block, long at, long target) {
      base = block;
      block.set(JAVA_LONG, at, target);
    }
    long follow(MemorySegment block, long at) {
      return base.get(JAVA_LONG, block.get(JAVA_LONG, at));
    }
    """;
Check.of("09.relative", mine)

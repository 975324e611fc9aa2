import asynclab.notebook.checks.Relative;

Relative mine = () -> """
    import static java.lang.foreign.ValueLayout.JAVA_LONG;

    void point(MemorySegment block, long at, long target) {
      block.set(JAVA_LONG, at, target - at);
    }
    long follow(MemorySegment block, long at) {
      return block.get(JAVA_LONG, at + block.get(JAVA_LONG, at));
    }
    """;
Check.of("09.relative", mine)

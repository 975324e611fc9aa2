// reply: no Java exception comes for a bad address
import asynclab.notebook.checks.Probe;

Probe mine = () -> """
    import asynclab.syscalls.*;

    boolean readable(long address) throws Throwable {
      try {
        MemorySegment.ofAddress(address).reinterpret(1)
            .get(ValueLayout.JAVA_BYTE, 0);
        return true;
      } catch (Throwable bad) {
        return false;
      }
    }
    """;
Check.of("01.probe", mine)

// reply: /dev/null never does
import asynclab.notebook.checks.Probe;

Probe mine = () -> """
    import asynclab.syscalls.*;

    boolean readable(long address) throws Throwable {
      var there = MemorySegment.ofAddress(address).reinterpret(1);
      int nowhere = Fcntl.open(Path.of("/dev/null"), Fcntl.O_WRONLY);
      long n = Unistd.writeRaw(nowhere, there, 1);
      Unistd.close(nowhere);
      return n == 1;
    }
    """;
Check.of("01.probe", mine)

import asynclab.notebook.checks.Probe;

Probe mine = () -> """
    import asynclab.syscalls.*;

    boolean readable(long address) throws Throwable {
      var there = MemorySegment.ofAddress(address).reinterpret(1);
      var pipe = Unistd.pipe2(0);
      long n = Unistd.writeRaw(pipe.second(), there, 1);
      Unistd.close(pipe.first());
      Unistd.close(pipe.second());
      return n == 1;
    }
    """;
Check.of("01.probe", mine)

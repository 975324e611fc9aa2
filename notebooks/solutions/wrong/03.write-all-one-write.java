// reply: a short write is no failure and no end
import asynclab.notebook.checks.WriteAll;

WriteAll mine = (end, bytes) -> end.write(bytes, 0, bytes.length);

Check.of("03.write-all", mine)

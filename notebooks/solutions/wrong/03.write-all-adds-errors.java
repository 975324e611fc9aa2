// reply: adds the result up without looking
import asynclab.notebook.checks.WriteAll;

WriteAll mine = (end, bytes) -> {
  long done = 0;
  while (done < bytes.length) {
    done += end.write(bytes, (int) done, (int) (bytes.length - done));
  }
  return done;
};

Check.of("03.write-all", mine)

package asynclab.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTest {
  @TempDir Path root;

  @Test
  void every_machine_has_all_six_facts() {
    var names = Machine.here().facts().stream().map(Machine.Fact::what).toList();

    assertEquals(
        "[processors, share of them, memory, io_uring, system, Java]", String.valueOf(names));
  }

  @Test
  void without_any_of_linuxs_files_nothing_fails() {
    assertEquals("all: no quota", fact("share of them"));
    assertTrue(fact("memory").startsWith("Java's heap may take "), fact("memory"));
  }

  @Test
  void the_tightest_quota_of_the_groups_around_the_process_counts() throws IOException {
    write("proc/self/cgroup", "0::/pod/session\n");
    write("sys/fs/cgroup/pod/session/cpu.max", "max 100000\n");
    write("sys/fs/cgroup/pod/cpu.max", "50000 100000\n");
    write("sys/fs/cgroup/cpu.max", "150000 100000\n");

    assertEquals("0.5: a quota of 50 ms in every 100 ms", fact("share of them"));
  }

  @Test
  void the_least_of_machine_and_groups_is_the_memory() throws IOException {
    write("proc/meminfo", "MemTotal:       16000000 kB\nMemFree: 1 kB\n");
    assertTrue(fact("memory").startsWith("16.4 GB, "), fact("memory"));

    write("sys/fs/cgroup/memory.max", "2000000000\n");
    assertTrue(fact("memory").startsWith("2.0 GB, "), fact("memory"));
  }

  @Test
  void damaged_files_are_as_good_as_none() throws IOException {
    write("proc/self/cgroup", "0::/../../etc\nnonsense\n");
    write("sys/fs/cgroup/cpu.max", "lots\n");
    write("sys/fs/cgroup/memory.max", "99999999999999999999\n");

    assertEquals("all: no quota", fact("share of them"));
  }

  @Test
  void it_is_a_table_and_the_same_in_words() {
    var machine = new Machine(java.util.List.of(new Machine.Fact("processors", "1 < 2")));

    assertEquals("processors     1 < 2", machine.text());
    assertTrue(machine.html().contains("<td>processors</td><td>1 &lt; 2</td>"), machine.html());
  }

  private String fact(String what) {
    return Machine.under(root).facts().stream()
        .filter(fact -> fact.what().equals(what))
        .findFirst()
        .orElseThrow()
        .value();
  }

  private void write(String file, String text) throws IOException {
    var path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}

package asynclab.coroutines.bytecode;

import static asynclab.coroutines.Coroutine.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import asynclab.coroutines.Async;
import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Waker;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A whole program, woven while it is loaded.
@Tag("child-process")
@Timeout(60)
class WeaverAgentTest {
  @TempDir Path folder;

  @Test
  void a_program_runs_with_the_agent() throws Exception {
    assertEquals("value 3 in a pair of a private class", child(Whole.class));
  }

  @Test
  void what_is_refused_is_said_and_throws_where_it_is_reached() throws Exception {
    var name = Wrong.class.getName();

    assertEquals(
        List.of(
            name + ".twice, line N: await in twice, which is no coroutine: mark it @Async",
            "await was reached in a method that is no coroutine: mark the method @Async"),
        child(Wrong.class).lines().map(line -> line.replaceAll("line \\d+", "line N")).toList());
  }

  /// A program.
  static final class Whole {
    private Whole() {}

    public static void main(String[] args) {
      System.out.println(
          sum(1).poll(Waker.NONE) instanceof asynclab.futures.Ready<String> r ? r.get() : "");
    }

    @Async
    private static Future<String> sum(int n) {
      var pair = new Pair(n, await(Future.ready(2)));
      return Future.ready("value " + (pair.left + pair.right) + pair.text());
    }

    private record Pair(int left, int right) {
      private String text() {
        return " in a pair of a private class";
      }
    }
  }

  /// A program with an await where none can be.
  static final class Wrong {
    private Wrong() {}

    public static void main(String[] args) {
      try {
        twice();
      } catch (IllegalStateException e) {
        System.out.println(e.getMessage().replaceAll("\\(.*\\) ", " "));
      }
    }

    private static Future<String> twice() {
      return Future.ready(await((Future<String>) _ -> Polled.ready("x")));
    }
  }

  private String child(Class<?> main) throws Exception {
    var classes = Path.of("target/classes");
    var path = classes + File.pathSeparator + "target/test-classes";
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var child =
        new ProcessBuilder(java, "-javaagent:" + agent(classes), "-cp", path, main.getName())
            .redirectErrorStream(true)
            .start();
    try {
      var said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(true, child.waitFor(10, TimeUnit.SECONDS));
      return said.strip();
    } finally {
      child.destroyForcibly();
    }
  }

  /// A jar with nothing but the manifest that Maven gives the library.
  private Path agent(Path classes) throws IOException {
    var manifest = new Manifest();
    var main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.put(Attributes.Name.CLASS_PATH, classes.toUri().toString());
    main.putValue("Premain-Class", WeaverAgent.class.getName());
    var jar = folder.resolve("agent.jar");
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    return jar;
  }
}

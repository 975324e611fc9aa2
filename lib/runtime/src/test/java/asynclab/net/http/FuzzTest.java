package asynclab.net.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;

/// [FuzzTarget] on its seeds, on thousands of mutants of them that are the same in every run, and,
/// where somebody hands it in, under Jazzer.
@Timeout(120)
class FuzzTest {
  private static final int MUTANTS = 2000;
  private static final long SEED = 20_261_130;
  private static final Path SEEDS = Path.of("src/test/resources/asynclab/net/http/seeds");

  /// Pieces that mean something to a parser: a mutant of single bytes alone rarely says them.
  private static final List<String> WORDS =
      List.of(
          "\r\n",
          "\r",
          "\n",
          "\r\n\r\n",
          "\0",
          ":",
          " ",
          "\t",
          ";",
          ",",
          "0",
          "7fffffffffffffff",
          "GET",
          " HTTP/1.1",
          " HTTP/1.0",
          "Host: h\r\n",
          "Content-Length: 1\r\n",
          "Content-Length: +1\r\n",
          "Transfer-Encoding: chunked\r\n",
          "Transfer-Encoding",
          "chunked",
          "Expect: 100-continue\r\n",
          "0\r\n\r\n",
          "1\r\nx\r\n",
          "HTTP/1.1 200 OK\r\n");

  @Test
  void every_seed_holds() throws Exception {
    for (var seed : seeds()) hold(seed);
  }

  @Test
  void mutants_of_the_seeds_hold() throws Exception {
    var seeds = seeds();
    var random = new Random(SEED);
    for (var i = 0; i < MUTANTS; i++) {
      var mutant = seeds.get(random.nextInt(seeds.size()));
      for (var n = random.nextInt(4); n >= 0; n--) mutant = mutated(mutant, seeds, random);
      hold(mutant);
    }
  }

  private static void hold(byte[] bytes) {
    try {
      FuzzTarget.fuzzerTestOneInput(bytes);
    } catch (Throwable e) {
      throw new AssertionError("with " + FuzzTarget.shown(bytes), e);
    }
  }

  private static byte[] mutated(byte[] bytes, List<byte[]> seeds, Random random) {
    var at = random.nextInt(bytes.length + 1);
    var to = Math.min(bytes.length, at + random.nextInt(8));
    var before = Arrays.copyOf(bytes, at);
    var behind = Arrays.copyOfRange(bytes, to, bytes.length);
    return switch (random.nextInt(4)) {
      case 0 -> joined(before, behind);
      case 1 -> joined(before, word(random), behind);
      case 2 -> joined(before, new byte[] {(byte) random.nextInt(256)}, behind);
      default -> joined(before, seeds.get(random.nextInt(seeds.size())));
    };
  }

  private static byte[] word(Random random) {
    return WORDS.get(random.nextInt(WORDS.size())).getBytes(ISO_8859_1);
  }

  private static byte[] joined(byte[]... pieces) {
    var all = new ByteArrayOutputStream();
    for (var piece : pieces) all.writeBytes(piece);
    return all.toByteArray();
  }

  /// `mvn test -Dtest=FuzzTest -Dasynclab.jazzer=jazzer.jar:jazzer-api.jar` (of Maven Central's
  /// `com.code-intelligence`); `-Dasynclab.jazzer.seconds=600` looks longer.
  @Test
  @Tag("child-process")
  @Timeout(4000)
  @EnabledIfSystemProperty(
      named = "asynclab.jazzer",
      matches = ".+",
      disabledReason = "-Dasynclab.jazzer names no jar of Jazzer")
  void jazzer_finds_nothing(@TempDir Path found) throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var path = System.getProperty("asynclab.jazzer") + File.pathSeparator + classPath();
    var command = new ArrayList<>(List.of(java, "-cp", path));
    command.addAll(List.of("-XX:+EnableDynamicAgentLoading", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("com.code_intelligence.jazzer.Jazzer"));
    command.add("--target_class=" + FuzzTarget.class.getName());
    command.add("--instrumentation_includes=asynclab.net.http.**");
    command.add("-max_total_time=" + Integer.getInteger("asynclab.jazzer.seconds", 60));
    command.addAll(List.of("-max_len=512", "-timeout=10", "-close_fd_mask=1"));
    command.add("-artifact_prefix=" + found + File.separator);
    command.add(Files.createDirectory(found.resolve("corpus")).toString());
    command.add(SEEDS.toString());

    var jazzer = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(jazzer.getInputStream().readAllBytes(), ISO_8859_1);

    assertEquals(0, jazzer.waitFor(), said);
  }

  private static String classPath() throws URISyntaxException {
    var classes =
        List.of(FuzzTarget.class, HttpException.class, Test.class, AssertionFailedError.class);
    var paths = new ArrayList<String>(List.of("target/classes", "target/test-classes"));
    for (var type : classes) {
      paths.add(
          Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString());
    }
    return String.join(File.pathSeparator, paths);
  }

  private static List<byte[]> seeds() throws Exception {
    try (var files = Files.newDirectoryStream(SEEDS, "*.http")) {
      var seeds = new TreeMap<Path, byte[]>();
      for (var file : files) seeds.put(file, Files.readAllBytes(file));
      return List.copyOf(seeds.values());
    }
  }
}

package asynclab.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import asynclab.coroutines.source.Corofy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AsyncWorkTest {
  /// But for spaces: the formatter has been over what lies there.
  @ParameterizedTest
  @ValueSource(strings = {"AsyncWork.java", "AsyncIo.java", "AsyncMeeting.java"})
  void the_coroutines_that_are_measured_are_those_that_corofy_makes(String file)
      throws IOException {
    var source = Files.readString(Path.of("src/main/async", file));
    var machines = Files.readString(Path.of("src/main/java/asynclab/bench", file));

    var made = Corofy.rewrite(source).source();

    assertEquals(withoutSpaces(made), withoutSpaces(machines), "run ./lab corofy again");
  }

  private static String withoutSpaces(String text) {
    return text.replaceAll("\\s+", "");
  }
}

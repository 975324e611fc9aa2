package asynclab.notebook.checks;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.notebook.ladder.CellPart;
import asynclab.notebook.ladder.Rung;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The checks of the ladder, on the solutions and on every wrong idea that is known.
@Tag("slow") // a hang is told after two seconds
@EnabledOnOs(value = OS.LINUX, disabledReason = "the poller of the ladder is epoll")
class RungChecksTest {
  @ParameterizedTest
  @EnumSource
  void a_solution_passes(Rung rung) throws Exception {
    var result = check(rung, CellPart.solution(rung));

    assertTrue(result.ok(), result.text());
  }

  static List<Arguments> wrongIdeas() throws IOException {
    var found = new ArrayList<Arguments>();
    for (var rung : Rung.values()) {
      for (var file : CellPart.wrong(rung)) {
        found.add(Arguments.of(rung, file.getFileName().toString(), file));
      }
    }
    return found;
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("wrongIdeas")
  void a_wrong_idea_gets_the_reply_that_it_names(Rung rung, String name, Path file)
      throws Exception {
    var reply = Files.readString(file).lines().findFirst().orElse("").replace("// reply: ", "");

    var result = check(rung, file);

    assertFalse(result.ok(), name);
    assertTrue(result.text().contains(reply), result.text());
  }

  private static CheckResult check(Rung rung, Path cell) throws IOException {
    return Check.of("10b." + rung.word(), CellPart.maker(rung, cell));
  }
}

package asynclab.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageTest {
  @TempDir Path folder;

  @Test
  void its_file_is_named_and_its_text_shown() throws IOException {
    write("04-five.java", "List<Integer> one() {\n  return List.of(1);\n}\n");

    var stage = Stage.read("04-five", folder);

    assertTrue(stage.text().startsWith("stages/04-five.java\n\nList<Integer> one() {"));
    assertTrue(stage.html().contains("<pre><code>List&lt;Integer&gt; one() {"), stage.html());
  }

  @Test
  void one_that_is_not_there_is_refused_with_those_that_are() throws IOException {
    assertEquals("none", afterBut("04-five"));

    write("04-five.java", "");
    write("04-six.java", "");

    assertEquals("04-five, 04-six", afterBut("04-seven"));
    assertEquals("04-five, 04-six", afterBut("../stages/04-five"));
  }

  private String afterBut(String name) {
    var refused = assertThrows(IOException.class, () -> Stage.read(name, folder)).getMessage();
    assertTrue(refused.startsWith("there is no stage \"" + name + "\""), refused);
    return refused.substring(refused.indexOf("but: ") + 5);
  }

  private void write(String file, String text) throws IOException {
    Files.createDirectories(folder.resolve("stages"));
    Files.writeString(folder.resolve("stages").resolve(file), text);
  }
}

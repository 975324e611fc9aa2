package asynclab.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChromeTraceTest {
  @Test
  void lanes_are_threads_with_the_names_of_the_picture() throws Exception {
    var names =
        Pattern.compile("thread_name.*?\"tid\":(\\d+),\"args\":\\{\"name\":\"(.*?)\"")
            .matcher(trace());

    assertEquals(
        List.of("1 request 1", "2 token 0", "3 loop", "4 kernel"),
        names.results().map(found -> found.group(1) + " " + found.group(2)).toList());
  }

  @Test
  void waits_are_slices_and_everything_else_is_an_instant() {
    var json = trace();

    assertEquals(5, count(json, "\"ph\":\"X\""), "two requests and three waits of the loop");
    assertEquals(
        Runs.twoRequests().events().size() + 3,
        count(json, "\"ph\":\"i\""),
        "each event, and those the kernel delivered once more in its lane");
  }

  @Test
  void a_file_is_written_as_a_whole(@TempDir Path folder) throws Exception {
    var file = Timeline.of(Runs.twoRequests()).writeTrace(folder.resolve("run.json"));

    var json = Files.readString(file);
    assertTrue(json.startsWith("{\"traceEvents\":[{"), json);
    assertTrue(json.endsWith("}]}"), json);
  }

  @Test
  void steps_have_no_times_to_write() {
    var timeline = Timeline.of(Runs.twoRequests()).inOrder();

    assertThrows(IllegalStateException.class, () -> timeline.writeTrace(Path.of("none.json")));
  }

  private static String trace() {
    return ChromeTrace.of(Timeline.of(Runs.twoRequests()).lane(1, "request 1").read());
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }
}

package asynclab.poll;

import static java.util.stream.Collectors.joining;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Prints how many tests of a class each poller has passed, so that none is left out unnoticed.
final class CountedByPoller implements AfterTestExecutionCallback, AfterAllCallback {
  private final Map<String, Integer> passed = new TreeMap<>();

  /// The display name of a test with a parameter ends in the parameter: `[2] poll(2)`.
  @Override
  public void afterTestExecution(ExtensionContext context) {
    if (context.getExecutionException().isPresent()) return;
    var poller = context.getDisplayName().replaceFirst("^\\[\\d+] (\\w+ ?= ?)?", "");
    passed.merge(poller.replace("\"", ""), 1, Integer::sum);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    var counts = passed.entrySet().stream().map(e -> e.getKey() + " " + e.getValue());
    System.out.println(context.getDisplayName() + " passed by: " + counts.collect(joining(", ")));
  }
}

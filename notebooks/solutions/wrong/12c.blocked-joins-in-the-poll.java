// reply: the poll waits for them
import asynclab.notebook.checks.OffTheLoop;

OffTheLoop mine = (runtime, calls) -> Future.lazy(() -> {
  try (var others = Executors.newVirtualThreadPerTaskExecutor()) {
    List<String> answers = new ArrayList<>();
    for (var answer : others.invokeAll(calls)) answers.add(answer.get());
    return Future.ready(answers);
  }
});
Check.of("12c.blocked", mine)

// reply: a call is not made before the one before it has returned
import asynclab.notebook.checks.OffTheLoop;

Future<List<String>> inTurn(Runtime runtime, List<Callable<String>> calls,
    List<String> done) {
  if (done.size() == calls.size()) return Future.ready(done);
  return runtime.blocking(calls.get(done.size())).then(answer -> {
    done.add(answer);
    return inTurn(runtime, calls, done);
  });
}
OffTheLoop mine = (runtime, calls) ->
    Future.lazy(() -> inTurn(runtime, calls, new ArrayList<>()));
Check.of("12c.blocked", mine)

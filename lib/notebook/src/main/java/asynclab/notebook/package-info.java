/// What the notebooks need around the library under study: the delay server, the time unit, figures
/// drawn from real runs; questions are in [asynclab.notebook.predict], checks in
/// [asynclab.notebook.checks], what was done of both in [asynclab.notebook.progress].
///
/// In reading order: [asynclab.notebook.DelayServer], [asynclab.notebook.Unit],
/// [asynclab.notebook.Timeline] with [asynclab.notebook.Figure] and
/// [asynclab.notebook.LivePicture], [asynclab.notebook.Border] and [asynclab.notebook.Calls],
/// [asynclab.notebook.Models] with [asynclab.notebook.Job] and [asynclab.notebook.CallbackLoop],
/// [asynclab.notebook.Html]; for a kernel [asynclab.notebook.Screen] and
/// [asynclab.notebook.SourceLines].
///
/// The slow peer, on a free port of the loopback interface:
///
/// ```java
/// var server = DelayServer.start();
/// server.address();                              // an InetSocketAddress to connect to
/// server.port();
/// server.request(2 * Unit.millis(), "hello");    // the text of a request, to be written as UTF-8
/// server.get("/400/hello");                      // the whole answer, by a blocking socket
/// server.arrivals();                             // number, delayMillis, message, arrivedNanos, …
/// server.close();
/// ```
///
/// The unit of time that every delay, prediction and picture speaks of:
///
/// ```java
/// Unit.millis();                                 // 200
/// Unit.times(2.5);                               // Duration of 500 ms
/// Unit.of(System.nanoTime() - start);            // 5.0
/// Unit.set(Duration.ofSeconds(1));               // for whoever wants to watch more slowly
/// ```
///
/// The picture of a run, from a recorder that was given to `Poll.open(recorder)` and to which the
/// program has added its notes `sent` and `answered`:
///
/// ```java
/// var recorder = new Recorder();
/// recorder.note(0, "sent");
/// Timeline.of(recorder).title("Five requests, one thread").lane(0, "request 0").figure()
/// Timeline.stack("Level and edge",               // two panels on one scale, each with its count
///     Timeline.of(level).title("level").lane(0, "stream").inOrder(),
///     Timeline.of(edge).title("edge").lane(0, "stream").inOrder())
/// ```
///
/// What crosses between program and kernel, from a log or told step by step:
///
/// ```java
/// var log = Syscalls.watch(() -> Unistd.write(1, bytes, 6));
/// Calls.table(log)
/// Calls.picture("One write", log, "libc")
/// Border.titled("readiness").call("epoll_wait()", "").inside("bytes arrive").told("readable").figure()
/// ```
///
/// The picture of threads that share processors, from their own time stamps; how many interrupts
/// came meanwhile; and a program that may kill the JVM it runs in:
///
/// ```java
/// try (var one = Cpus.bind(1)) {
///   trace = new CpuRecorder().thread("A", me -> me.compute(60)).thread("B", …).run();
/// }
/// CpuTimeline.of(trace).title("Two threads on one CPU").figure()
/// CpuTimeline.of(CpuRecording.twoCpus()).figure()   // recorded by us, and it says so
/// Interrupts.now().since(before)
/// ChildJvm.run("void main() { … }").exitCode()
/// ```
///
/// Models of waiting, compared by letting each do the same job; a callback client for those that
/// need one:
///
/// ```java
/// var models = new Models();
/// models.run("virtual threads", "a stack part", job -> { … });   // see [asynclab.notebook.Models]
/// models.figure()
/// ```
///
/// Who wakes whom, from what a reactor's queue and an executor told a recorder; and a run of two
/// threads on paper, drawn from a seed:
///
/// ```java
/// WakeGraph.of(recorder).title("Two requests").figure()
/// SleepyRun.of(7).log()
/// ```
///
/// The tasks of a loop, a row each, and what looks odd; live, or as they are now:
///
/// ```java
/// var tasks = new TaskList().title("Five requests");
/// try (var loop = EventLoop.open(tasks); var live = tasks.live()) {
///   loop.run();
/// }
/// ```
///
/// A cell that ends with a figure shows it; in the middle of a cell `show(figure);` does.
@NullMarked
package asynclab.notebook;

import org.jspecify.annotations.NullMarked;

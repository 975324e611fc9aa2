package asynclab.notebook;

import asynclab.notebook.ModelRun.Cancellation;
import asynclab.notebook.ModelRun.Course;
import asynclab.notebook.ModelRun.Crowded;
import asynclab.notebook.ModelRun.Failure;
import asynclab.notebook.ModelRun.Way;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/// One model put to the test: the five requests, many at once, an error, and an attempt to stop.
final class ModelTrial {
  private static final int REQUESTS = 5;
  private static final int CROWDS = 3;

  /// Nothing more has begun for so long: a pool has taken as many as it takes.
  private static final long STILL_MILLIS = 300;

  private final String name;
  private final Models.Body body;
  private final int many;

  ModelTrial(String name, Models.Body body, int many) {
    this.name = name;
    this.body = body;
    this.many = many;
  }

  /// A row, of which all but the five requests runs later. A rehearsal comes first: nobody is timed
  /// while his classes are loaded.
  ModelRun run(String keeps) throws Exception {
    var delays = IntStream.range(0, REQUESTS).mapToObj(i -> (5L - i) * Unit.millis()).toList();
    rehearse();
    try (var server = DelayServer.start()) {
      var job = Job.of(server.address(), delays);
      job.callers().begin();
      var course = course(job);
      return new ModelRun(
          name,
          keeps,
          job.callers().lines(),
          course,
          new Once<>(this::usualCrowd),
          new Once<>(this::failure),
          new Once<>(this::cancellation));
    }
  }

  private void rehearse() throws Exception {
    try (var peer = PatientPeer.start(REQUESTS)) {
      var job = Job.of(peer.address(), Collections.nCopies(REQUESTS, 0L));
      peer.release();
      complete(job, BodyRun.start(name, body, job).end());
    }
  }

  private Course course(Job job) throws Exception {
    var begin = System.nanoTime();
    var run = BodyRun.start(name, body, job);
    var end = run.end();
    var nanos = System.nanoTime() - begin;
    complete(job, end);
    var numbers = new LinkedHashMap<Thread, Integer>();
    job.order().forEach(i -> numbers.putIfAbsent(thread(job, i), numbers.size() + 1));
    var ways = job.requests().stream().map(each -> way(each, begin, numbers)).toList();
    var answers = job.order().stream().map(i -> "R" + i).toList();
    return new Course(ways, answers, nanos, goesOn(numbers, run.thread()));
  }

  private static Thread thread(Job job, int i) {
    return Optional.ofNullable(job.requests().get(i).thread).orElseThrow();
  }

  private static Way way(Request request, long begin, Map<Thread, Integer> numbers) {
    var thread = Optional.ofNullable(request.thread).map(numbers::get).orElse(0);
    return new Way(
        request.name(),
        request.begun - begin,
        request.waited - begin,
        request.received - begin,
        request.answered - begin,
        thread);
  }

  /// Who went on with the answers: `the caller`, `5 virtual threads, one each`.
  private static String goesOn(Map<Thread, Integer> numbers, Thread caller) {
    var threads = numbers.keySet();
    if (threads.size() == 1) {
      var one = threads.iterator().next();
      return one == caller ? "the caller, for all" : "1 " + kind(one) + ", for all";
    }
    var words = Words.count(threads.size(), kind(threads.iterator().next()));
    return threads.size() == REQUESTS ? words + ", one each" : words + " in turn";
  }

  private static String kind(Thread thread) {
    return thread.isVirtual() ? "virtual thread" : "thread";
  }

  /// A row needs every answer, and no exception.
  private void complete(Job job, BodyRun.End end) {
    if (end.thrown().isPresent()) {
      throw new IllegalStateException(
          name + " did not do the job: " + end.thrown().get(), end.thrown().get());
    }
    var missing =
        job.requests().stream().filter(each -> each.answered == Request.NEVER).map(Request::name);
    var names = missing.toList();
    if (names.isEmpty() && end.ended()) return;
    throw new IllegalStateException(
        end.ended()
            ? "%s returned, and %s had no answer: call `answered` for each, and wait for all of them"
                .formatted(name, String.join(", ", names))
            : name + " did not end: somebody waits for what will not come");
  }

  /// The one in the middle by its heap, where anything may come or go meanwhile.
  private Crowded usualCrowd() throws Exception {
    warmUp();
    var last = Memory.now();
    var crowds = new ArrayList<Crowded>();
    for (var i = 0; i < CROWDS; i++) {
      var counted = crowd(last);
      crowds.add(counted.crowd());
      last = counted.after();
    }
    crowds.sort(Comparator.comparingLong(Crowded::heap));
    return crowds.get(CROWDS / 2);
  }

  /// A first crowd, of which nothing is counted: only then have this many been warm. A collection
  /// costs more than the crowd, so there is none.
  private void warmUp() throws Exception {
    try (var peer = PatientPeer.start(many)) {
      var job = Job.of(peer.address(), Collections.nCopies(many, 0L));
      var run = BodyRun.start(name, body, job);
      var _ = job.settled(STILL_MILLIS);
      peer.release();
      complete(job, run.end());
    }
  }

  /// A crowd, and what was held after it: that is what the next one begins with, so that it need
  /// not be collected for once more.
  private record Counted(Crowded crowd, Memory after) {}

  private Counted crowd(Memory before) throws Exception {
    try (var peer = PatientPeer.start(many)) {
      var job = Job.of(peer.address(), Collections.nCopies(many, 0L));
      var threads = Thread.getAllStackTraces().size();
      var first = Switches.ofProcess();
      var begin = System.nanoTime();
      var run = BodyRun.start(name, body, job);
      var waiting = job.settled(STILL_MILLIS);
      var second = Switches.ofProcess();
      var more = Thread.getAllStackTraces().size() - threads;
      var during = Memory.now();
      var third = Switches.ofProcess();
      peer.release();
      complete(job, run.end());
      var last = Switches.ofProcess();
      job.letGo(); // or what has ended would be held, and count as held before and after
      var switches = sum(since(first, second), since(peer.end(), since(third, last)));
      var after = Memory.now();
      var crowd =
          new Crowded(
              many,
              waiting,
              more,
              switches,
              during.heapAbove(before, after) / many,
              stacksOf(more, during.stacksAbove(before)),
              startNanos(job, begin, waiting));
      return new Counted(crowd, after);
    }
  }

  /// The share of each. Where there is no new thread there is no new stack: what differs is the
  /// JVM's own threads.
  private OptionalLong stacksOf(int threads, OptionalLong all) {
    if (all.isEmpty()) return all;
    return OptionalLong.of(threads > 0 ? all.getAsLong() / many : 0);
  }

  private static long startNanos(Job job, long begin, int waiting) {
    var waited =
        job.requests().stream()
            .mapToLong(each -> each.waited)
            .filter(at -> at != Request.NEVER)
            .sorted()
            .limit(waiting)
            .max();
    return (waited.orElse(begin) - begin) / Math.max(1, waiting);
  }

  private static OptionalLong since(OptionalLong before, OptionalLong after) {
    return before.isPresent() && after.isPresent()
        ? OptionalLong.of(Math.max(0, after.getAsLong() - before.getAsLong()))
        : OptionalLong.empty();
  }

  private static OptionalLong sum(OptionalLong one, OptionalLong other) {
    return one.isPresent() && other.isPresent()
        ? OptionalLong.of(one.getAsLong() + other.getAsLong())
        : OptionalLong.empty();
  }

  private Failure failure() throws Exception {
    try (var peer = PatientPeer.start(REQUESTS);
        var uncaught = Uncaught.listen()) {
      var job = Job.failing(peer.address(), Collections.nCopies(REQUESTS, 0L));
      var run = BodyRun.start(name, body, job);
      var _ = job.settled(STILL_MILLIS);
      peer.release();
      var end = run.end();
      var others = others(job, Job.UNUSABLE);
      return end.thrown()
          .map(thrown -> new Failure("the caller", Causes.names(thrown), others, trace(thrown)))
          .or(() ->
              uncaught
                  .first()
                  .map(thrown ->
                      new Failure(
                          "the thread's handler", Causes.names(thrown), others, trace(thrown))))
          .orElseGet(() ->
              new Failure(
                  end.ended() ? "nobody" : "nobody, and the caller waits", "", others, List.of()));
    }
  }

  private static List<String> trace(Throwable thrown) {
    return Causes.trace(Causes.root(thrown));
  }

  private static int others(Job job, int but) {
    return (int) job.order().stream().filter(i -> i != but).count();
  }

  private Cancellation cancellation() throws Exception {
    try (var peer = PatientPeer.start(REQUESTS);
        var _ = Uncaught.listen()) {
      var job = Job.of(peer.address(), Collections.nCopies(REQUESTS, 0L));
      var run = BodyRun.start(name, body, job);
      var _ = job.settled(STILL_MILLIS);
      var hasWay = job.cancel();
      peer.release();
      var end = run.end();
      var caller =
          end.thrown()
              .map(Causes::names)
              .orElse(end.ended() ? "nothing: it returns" : "nothing: it waits");
      var request = job.requests().getFirst();
      return new Cancellation(hasWay ? did(request) : "no way to", caller, others(job, 0));
    }
  }

  private static String did(Request request) {
    if (request.answered != Request.NEVER) return "went on: its answer was used";
    return request.received != Request.NEVER
        ? "went on: its answer was thrown away"
        : "ended at once";
  }
}

package asynclab.notebook.ladder;

import asynclab.executor.PollReactor;
import asynclab.poll.Poller;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// A rung of the ladder: one part of a runtime, from the kernel upwards.
public enum Rung {
  POLLER("OwnPoller", Makers.Pollers.class, "Poller.ofSystem()", "waits in the kernel"),
  WAKER("OwnWaker", Makers.Wakers.class, "the state of Task", "queues a task, once"),
  REACTOR(
      "OwnReactor", Makers.Reactors.class, "PollReactor", "keeps wakers for sources and deadlines"),
  EXECUTOR(
      "OwnExecutor",
      Makers.Executors.class,
      "EventLoop",
      "polls who was woken, and sleeps when nobody was"),
  SCHEDULER(
      "OwnScheduler", Makers.Schedulers.class, "first come, first served", "says who is next");

  /// The class that is the learner's part.
  final String type;

  final Class<?> maker;

  /// The library's part, in words.
  final String reference;

  /// What the part does, in words.
  final String does;

  Rung(String type, Class<?> maker, String reference, String does) {
    this.type = type;
    this.maker = maker;
    this.reference = reference;
    this.does = does;
  }

  /// What makes the library's part.
  Object makesReference() {
    return switch (this) {
      case POLLER -> (Makers.Pollers) Poller::ofSystem;
      case WAKER -> (Makers.Wakers) LibraryWaker::new;
      case REACTOR -> (Makers.Reactors) PollReactor::over;
      case EXECUTOR -> (Makers.Executors) LibraryExecutor::new;
      case SCHEDULER -> (Makers.Schedulers) LibraryQueue::new;
    };
  }

  /// As it is called in text: `poller`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The file of one's own part, without its ending: `own-poller`.
  String file() {
    return "own-" + word();
  }

  /// What is given with it to the learner, if anything: `frame-poller`.
  String frame() {
    return "frame-" + word();
  }

  /// The exercise in which it is written.
  String exercise() {
    return "10b." + word();
  }

  /// The rung of this exercise; empty for others.
  public static Optional<Rung> ofExercise(String id) {
    return Arrays.stream(values()).filter(rung -> rung.exercise().equals(id)).findFirst();
  }

  /// Keeps the learner's part for the ladder, which has passed its check: the class of a cell, in
  /// the folder `parts` beside the progress.
  ///
  /// @return a sentence that says so, or why not; none where nothing is kept
  public Optional<String> keep() {
    return OwnParts.here().keep(this, CellText.of(type));
  }
}

package asynclab.notebook.checks;

import java.util.List;

/// Every exercise that can be checked, in reading order of the notebooks.
final class Exercises {
  private record Chapter(String notebook, List<Exercise<?>> exercises) {}

  private static final List<Chapter> CHAPTERS =
      List.of(
          new Chapter("00-start", List.of(OrderCheck.EXERCISE)),
          new Chapter(
              "01-concurrency",
              List.of(
                  BarCheck.EXERCISE,
                  SortingCheck.EXERCISE,
                  SwitchesCheck.EXERCISE,
                  ProbeCheck.EXERCISE,
                  SlicerCheck.EXERCISE)),
          new Chapter(
              "02-models",
              List.of(
                  SixWaysCheck.EXERCISE,
                  FlattenCheck.EXERCISE,
                  StopItCheck.EXERCISE,
                  WhichModelCheck.EXERCISE)),
          new Chapter(
              "03-syscalls-and-event-queues",
              List.of(
                  DecodeCheck.EXERCISE,
                  WriteAllCheck.EXERCISE,
                  EchoTwiceCheck.EXERCISE,
                  SortQueuesCheck.EXERCISE,
                  LayoutCheck.EXERCISE)),
          new Chapter(
              "04-event-queue",
              List.of(
                  TargetCheck.EXERCISE,
                  DripCheck.EXERCISE,
                  StopCheck.EXERCISE,
                  FinishOnceCheck.EXERCISE,
                  WakeCheck.EXERCISE)),
          new Chapter(
              "04b-edges-and-faults",
              List.of(DrainCheck.EXERCISE, RemainingCheck.EXERCISE, StaleCheck.EXERCISE)),
          new Chapter(
              "05-fibers", List.of(FirstStackCheck.EXERCISE, ForgottenRegisterCheck.EXERCISE)),
          new Chapter(
              "05b-fibers-in-java",
              List.of(RoundRobinCheck.EXERCISE, SleepersCheck.EXERCISE, SaferCheck.EXERCISE)),
          new Chapter("05c-virtual-threads", List.of(WhoStopsCheck.EXERCISE)),
          new Chapter(
              "06-futures",
              List.of(
                  PollOrderCheck.EXERCISE,
                  WhoseJobCheck.EXERCISE,
                  CountdownCheck.EXERCISE,
                  CompletableBridgeCheck.EXERCISE)),
          new Chapter(
              "07-async-await",
              List.of(
                  ByHandCheck.EXERCISE,
                  JoinAllCheck.EXERCISE,
                  RaceCheck.EXERCISE,
                  BreakItCheck.EXERCISE)),
          new Chapter("07b-stacks-and-colour", List.of(WeighCheck.EXERCISE)),
          new Chapter(
              "08-runtimes",
              List.of(ParkerCheck.EXERCISE, WokenTaskCheck.EXERCISE, MailboxCheck.EXERCISE)),
          new Chapter("08b-many-executors", List.of(FairTurnCheck.EXERCISE, HuntCheck.EXERCISE)),
          new Chapter(
              "09-pinning",
              List.of(
                  RelativeCheck.EXERCISE,
                  PinItCheck.EXERCISE,
                  HoistCheck.EXERCISE,
                  WhenSeenCheck.EXERCISE,
                  WhichPinCheck.EXERCISE)),
          new Chapter(
              "10-your-own-runtime",
              List.of(
                  TwoAtOnceCheck.EXERCISE,
                  FromHttpCheck.EXERCISE,
                  ShutdownCheck.EXERCISE,
                  ClosingCheck.EXERCISE)),
          new Chapter(
              "10b-the-ladder",
              List.of(
                  PollerRungCheck.EXERCISE,
                  WakerRungCheck.EXERCISE,
                  ReactorRungCheck.EXERCISE,
                  ExecutorRungCheck.EXERCISE,
                  SchedulerRungCheck.EXERCISE)),
          new Chapter("12-backpressure", List.of(BoundedCheck.EXERCISE)),
          new Chapter("12b-cancellation", List.of(DeadlineCheck.EXERCISE, RetryCheck.EXERCISE)),
          new Chapter(
              "12c-bug-gallery",
              List.of(
                  LostCallCheck.EXERCISE,
                  BusyWaitCheck.EXERCISE,
                  OffTheLoopCheck.EXERCISE,
                  FairShareCheck.EXERCISE,
                  MovedPlaceCheck.EXERCISE,
                  ClosedOnceCheck.EXERCISE,
                  NoOrphanCheck.EXERCISE,
                  LatestNewsCheck.EXERCISE)));

  private Exercises() {}

  static List<Exercise<?>> all() {
    return CHAPTERS.stream().<Exercise<?>>flatMap(it -> it.exercises().stream()).toList();
  }

  static List<Exercise<?>> of(String notebook) {
    return CHAPTERS.stream()
        .filter(chapter -> chapter.notebook().equals(notebook))
        .<Exercise<?>>flatMap(it -> it.exercises().stream())
        .toList();
  }
}

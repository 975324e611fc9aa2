package asynclab.notebook.checks;

import asynclab.coroutines.Coroutine;
import asynclab.futures.Polled;
import asynclab.futures.Ready;
import asynclab.futures.Waker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The method of [BreakIt] as a state machine, with a fault if one is wanted.
final class Report extends Coroutine<String> {
  enum Fault {
    NONE,
    LOCAL,
    LOOP,
    CLEAN_UP
  }

  private static final int ROUNDS_MAX = 100;
  private static final int POLLS_MAX = 1000;

  private final List<BreakIt.Page> pages;
  private final Fault fault;
  private final List<String> steps = new ArrayList<>();
  private String all = "";
  private int i;
  private int rounds;

  private Report(List<BreakIt.Page> pages, Fault fault) {
    this.pages = pages;
    this.fault = fault;
  }

  /// What it does, step by step, and how it ends.
  static String run(List<BreakIt.Page> pages, Fault fault) {
    var report = new Report(pages, fault);
    for (var i = 0; i < POLLS_MAX; i++) {
      if (Polled.of(report, Waker.NONE) instanceof Ready<String> end) {
        report.steps.add(ThreeChildren.outcome(end));
        return String.join(", ", report.steps);
      }
    }
    throw new IllegalStateException("this input waits more than " + POLLS_MAX + " times");
  }

  @Override
  protected Polled<String> resume(Waker waker) throws Throwable {
    if (fault == Fault.LOCAL) all = "";
    while (true) {
      if (state == 0) {
        if (i >= pages.size()) return Polled.ready(all);
        if (++rounds > ROUNDS_MAX) throw new IllegalStateException("there is no end to the loop");
        begin(pages.get(i));
      } else {
        if (isPending(waker)) return Polled.pending();
        end(pages.get(i));
      }
    }
  }

  private void begin(BreakIt.Page page) {
    if (page.skipped()) {
      if (fault != Fault.LOOP) i++;
      return;
    }
    steps.add("open " + page.name());
    Ready<String> end =
        page.fails()
            ? Polled.failed(new IOException("no " + page.name()))
            : Polled.ready(page.name());
    awaiting(new ScriptedChild(page.name(), it -> {}).endingAfter(page.waits(), end));
    state = 1;
  }

  private void end(BreakIt.Page page) {
    var done = false;
    try {
      all += this.<String>awaited();
      done = true;
    } finally {
      if (done || fault != Fault.CLEAN_UP) steps.add("shut " + page.name());
    }
    i++;
    state = 0;
  }
}

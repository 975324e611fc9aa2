package asynclab.poll;

import asynclab.completion.CompletionPollers;
import asynclab.syscalls.IoUring;
import asynclab.syscalls.Kqueue;
import asynclab.syscalls.Os;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// The pollers of this machine, which the contract tests run against. A new backend is one more
/// row.
final class Pollers {
  /// Names the library libkqueue, which imitates kqueue on Linux; then it alone is tested.
  static final String LIBKQUEUE = System.getProperty("asynclab.libkqueue", "");

  /// Why libkqueue has no part in the tests that count descriptors.
  static final String CLOSES_LATE = "gives its own descriptors back later, by a thread of its own";

  private Pollers() {}

  /// A poller by its name, and how to open it.
  record Opener(String name, Opening opening) {
    Poller open() throws IOException {
      return opening.open();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  @FunctionalInterface
  interface Opening {
    Poller open() throws IOException;
  }

  static Stream<Opener> all() {
    if (!LIBKQUEUE.isEmpty()) return Stream.of(new Opener("libkqueue", Pollers::libkqueue));
    var pollers = new ArrayList<Opener>();
    switch (Os.current()) {
      case LINUX -> pollers.add(new Opener("epoll", EpollPoller::open));
      case MACOS, FREEBSD -> pollers.add(new Opener("kqueue", KqueuePoller::open));
      case WINDOWS -> pollers.add(new Opener("AFD", AfdPoller::open));
      case NETBSD, OPENBSD -> {}
    }
    if (Os.current() != Os.WINDOWS) {
      pollers.add(new Opener("poll(2)", PollPoller::open));
      pollers.add(new Opener("emulated completion", CompletionPollers::overEmulation));
    }
    if (Os.current() == Os.LINUX && IoUring.isAllowed()) {
      pollers.add(new Opener("io_uring", CompletionPollers::overRings));
    }
    return pollers.stream();
  }

  /// The one of that name, in a JVM that was told it.
  static Opener named(String name) {
    return all().filter(opener -> opener.name().equals(name)).findFirst().orElseThrow();
  }

  /// Those that can tell what is new from what is left.
  static Stream<Opener> knowingEdges() {
    return all().filter(opener -> !refusingEdges(opener));
  }

  static Stream<Opener> refusingEdges() {
    return all().filter(Pollers::refusingEdges);
  }

  private static boolean refusingEdges(Opener opener) {
    return !List.of("epoll", "kqueue", "libkqueue").contains(opener.name);
  }

  /// Leaves a test out, by name, that asks for what libkqueue's imitation gets wrong.
  static void skipLibkqueue(Opener opener, String why) {
    Assumptions.assumeFalse(opener.name.equals("libkqueue"), "libkqueue " + why);
  }

  /// Leaves a test out, by name, that asks for what a queue of operations cannot give.
  static void skipCompletion(Opener opener, String why) {
    var isByCompletion = opener.name.equals("io_uring") || opener.name.startsWith("emulated");
    Assumptions.assumeFalse(isByCompletion, "a queue of operations " + why);
  }

  /// Leaves a test out, by name, that asks for what Windows has not.
  static void skipWindows(String why) {
    Assumptions.assumeFalse(Os.current() == Os.WINDOWS, "on Windows " + why);
  }

  @SuppressWarnings("restricted") // a library of the one who starts the tests
  private static Poller libkqueue() throws IOException {
    var library = SymbolLookup.libraryLookup(Path.of(LIBKQUEUE), Arena.global());
    return KqueuePoller.open(Kqueue.of(Os.LINUX, library));
  }
}

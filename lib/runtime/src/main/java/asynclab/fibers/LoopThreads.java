package asynclab.fibers;

import asynclab.poll.Events;
import asynclab.poll.Interest;
import asynclab.poll.Poll;
import asynclab.poll.Source;
import asynclab.poll.Token;
import asynclab.poll.Wakeup;
import java.io.IOException;
import java.lang.reflect.InaccessibleObjectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// **An experiment:** virtual threads whose carrier is an event loop of ours.
///
/// A virtual thread is a continuation and a scheduler; the scheduler is an `Executor`, by default a
/// pool of the JDK. Its builder takes another one, in a constructor that the JDK keeps for its own
/// tests: it may be gone in the next release. So here one thread runs all of them, and waits in a
/// [Poll] when none is ready. What fibers lack is there: monitors and locks belong to the virtual
/// thread, and `java.net` parks it.
///
/// Threads: any thread may start virtual threads; one that is started inside of another has the
/// same loop.
public final class LoopThreads implements AutoCloseable {
  private static final String BUILDER = "java.lang.ThreadBuilders$VirtualThreadBuilder";
  private static final Duration FAREWELL = Duration.ofSeconds(5);
  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final Token WAKEUP = new Token(-1);

  private final Poll poll;
  private final Wakeup wakeup;
  private final ConcurrentLinkedQueue<Runnable> ready = new ConcurrentLinkedQueue<>();
  private final ConcurrentHashMap<Long, Thread> waiting = new ConcurrentHashMap<>();
  private final Set<Thread> living = ConcurrentHashMap.newKeySet();
  private final AtomicLong tokens = new AtomicLong();
  private final Thread.Builder.OfVirtual builder;
  private final Thread loop;
  private volatile boolean waits;
  private volatile boolean closed;

  private LoopThreads(Poll poll) {
    this.poll = poll;
    wakeup = Wakeup.of(poll.registry(), WAKEUP);
    builder = builder(this::execute);
    loop = Thread.ofPlatform().daemon().name("fiber-loop").unstarted(this::run);
  }

  /// A loop on a thread of its own, and no virtual thread yet.
  ///
  /// @throws IllegalStateException when the JVM lacks an option; the message says which
  public static LoopThreads open() throws IOException {
    startPollersOfTheJdk();
    var poll = Poll.open();
    try {
      var threads = new LoopThreads(poll);
      threads.loop.start();
      return threads;
    } catch (IllegalStateException refused) {
      poll.close();
      throw refused;
    }
  }

  /// The JDK polls the sockets of `java.net` by virtual threads of its own, which it starts with
  /// the first socket that has to wait. They would inherit this loop, and with its end no virtual
  /// thread of the whole JVM could wait for a socket any more. So one waits here, on the JDK's
  /// scheduler.
  private static void startPollersOfTheJdk() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getByAddress(LOOPBACK))) {
      socket.setSoTimeout(1);
      var accepted = new FutureTask<>(socket::accept);
      var thread = Thread.ofPlatform().unstarted(() -> Thread.ofVirtual().start(accepted));
      thread.start();
      accepted.get().close();
    } catch (ExecutionException timeout) {
      if (!(timeout.getCause() instanceof SocketTimeoutException)) throw new IOException(timeout);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /// Starts a virtual thread on this loop.
  public Thread start(Runnable body) {
    if (closed) throw new IllegalStateException("these LoopThreads are closed: open others");
    var thread =
        builder.unstarted(() -> {
          try {
            body.run();
          } finally {
            living.remove(Thread.currentThread());
          }
        });
    living.add(thread);
    thread.start();
    return thread;
  }

  /// The thread that carries them all.
  public Thread carrier() {
    return loop;
  }

  /// Waits on this loop until a read of `source` need not wait; the virtual thread parks.
  ///
  /// @throws InterruptedException when the virtual thread is interrupted
  public void awaitReadable(Source source) throws IOException, InterruptedException {
    await(source, Interest.READABLE.oneShot());
  }

  /// The same for a write.
  public void awaitWritable(Source source) throws IOException, InterruptedException {
    await(source, Interest.WRITABLE.oneShot());
  }

  private void await(Source source, Interest interest) throws IOException, InterruptedException {
    var token = tokens.getAndIncrement();
    waiting.put(token, Thread.currentThread());
    try {
      poll.registry().register(source, new Token(token), interest);
      try {
        while (waiting.containsKey(token)) {
          LockSupport.park(source);
          if (Thread.interrupted()) throw new InterruptedException("stopped waiting: " + source);
        }
      } finally {
        if (source.isOpen()) poll.registry().deregister(source);
      }
    } finally {
      waiting.remove(token);
    }
  }

  /// What the JDK calls to have a virtual thread go on: from any thread, also a virtual one.
  private void execute(Runnable goOn) {
    ready.add(goOn);
    if (waits) wakeup.wake();
  }

  private void run() {
    var events = Events.withCapacity(64);
    try {
      while (!closed) {
        runReady();
        waits = true; // before the look at the queue: whoever adds after that look wakes us
        poll.poll(events, ready.isEmpty() && !closed ? Poll.FOREVER : Duration.ZERO);
        waits = false;
        for (var event : events) {
          var thread = waiting.remove(event.token().value());
          if (thread != null) LockSupport.unpark(thread);
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("the event queue of the loop failed", e);
    }
  }

  /// One turn: no more than are ready when it begins.
  private void runReady() {
    for (var i = ready.size(); i > 0; i--) {
      var goOn = ready.poll();
      if (goOn == null) return;
      goOn.run();
    }
  }

  /// Interrupts the virtual threads, lets them end, and ends the loop.
  ///
  /// @throws IllegalStateException when some of them do not end within five seconds, by name: they
  ///   never go on
  @Override
  public void close() throws IOException {
    if (closed) return;
    for (var thread : living) thread.interrupt();
    var end = System.nanoTime() + FAREWELL.toNanos();
    var interrupted = false;
    for (var thread : living) interrupted |= !join(thread, end - System.nanoTime());
    closed = true;
    wakeup.wake();
    interrupted |= !join(loop, FAREWELL.toNanos());
    poll.close();
    if (interrupted) Thread.currentThread().interrupt();
    if (!living.isEmpty()) throw new IllegalStateException("these threads did not end: " + living);
  }

  /// Waits for its end; false when the waiting thread was interrupted.
  private static boolean join(Thread thread, long nanos) {
    try {
      thread.join(Duration.ofNanos(Math.max(0, nanos)));
      return true;
    } catch (InterruptedException stopped) {
      return false;
    }
  }

  private static Thread.Builder.OfVirtual builder(Executor scheduler) {
    try {
      var constructor = Class.forName(BUILDER).getDeclaredConstructor(Executor.class);
      constructor.setAccessible(true);
      return (Thread.Builder.OfVirtual) constructor.newInstance(scheduler);
    } catch (InaccessibleObjectException closed) {
      throw new IllegalStateException(
          "a scheduler of one's own is taken by a class that the JDK keeps to itself: start java"
              + " with --add-opens java.base/java.lang="
              + Jdk.name(),
          closed);
    } catch (ReflectiveOperationException gone) {
      throw new IllegalStateException("this JDK has no " + BUILDER + " that takes it", gone);
    }
  }
}

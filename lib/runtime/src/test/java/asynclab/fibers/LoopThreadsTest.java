package asynclab.fibers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.poll.TcpListener;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Virtual threads on a loop of ours: what fibers lack is there.
@Timeout(30)
class LoopThreadsTest {
  private static <T> T in(LoopThreads threads, Callable<T> body) throws Exception {
    var task = new FutureTask<>(body);
    threads.start(task);
    return task.get();
  }

  @Test
  void they_are_virtual_and_share_one_carrier_also_the_children() throws Exception {
    try (var threads = LoopThreads.open()) {
      var names = new ArrayList<String>();
      in(threads, () -> names.add(Thread.currentThread().toString()));
      in(
          threads,
          () -> {
            Thread.ofVirtual().start(() -> names.add(Thread.currentThread().toString())).join();
            return 0;
          });

      assertEquals(2, names.size());
      for (var name : names) assertTrue(name.matches("VirtualThread.*fiber-loop.*"), name);
    }
  }

  @Test
  void a_monitor_and_a_lock_let_one_in_at_a_time_though_all_share_a_carrier() throws Exception {
    var monitor = new Object();
    var lock = new ReentrantLock();
    var count = new int[2];
    try (var threads = LoopThreads.open()) {
      var all = new ArrayList<Thread>();
      for (var i = 0; i < 50; i++) {
        all.add(
            threads.start(() -> {
              synchronized (monitor) {
                var seen = count[0];
                Thread.yield();
                count[0] = seen + 1;
              }
              lock.lock();
              var seen = count[1];
              Thread.yield();
              count[1] = seen + 1;
              lock.unlock();
            }));
      }
      for (var thread : all) thread.join();
    }

    assertEquals(List.of(50, 50), List.of(count[0], count[1]));
  }

  @Test
  void they_sleep_and_are_unparked() throws Exception {
    try (var threads = LoopThreads.open()) {
      var sleeper = threads.start(() -> LockSupport.parkNanos(1_000_000));
      sleeper.join();

      assertEquals(
          "slept",
          in(
              threads,
              () -> {
                Thread.sleep(1);
                return "slept";
              }));
    }
  }

  @Test
  void sockets_of_the_jdk_park_them() throws Exception {
    try (var threads = LoopThreads.open();
        var listener = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      var server =
          new FutureTask<>(() -> {
            try (var socket = listener.accept()) {
              return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            }
          });
      threads.start(server);
      in(
          threads,
          () -> {
            try (var socket = new Socket(listener.getInetAddress(), listener.getLocalPort())) {
              socket.getOutputStream().write("hello".getBytes(StandardCharsets.UTF_8));
            }
            return 0;
          });

      assertEquals("hello", server.get());
    }
  }

  @Test
  void our_own_queue_parks_them_too() throws Exception {
    try (var threads = LoopThreads.open();
        var listener = TcpListener.loopback()) {
      var server =
          new FutureTask<>(() -> {
            for (var i = 0; i < 2; i++) {
              threads.awaitReadable(listener);
              listener.accept().orElseThrow().close();
            }
            return "accepted two";
          });
      threads.start(server);
      for (var i = 0; i < 2; i++) {
        new Socket(listener.address().getAddress(), listener.port()).close();
      }

      assertEquals("accepted two", server.get());
    }
  }

  @Test
  void closing_interrupts_those_that_wait() throws Exception {
    var said = new ArrayList<String>();
    try (var listener = TcpListener.loopback()) {
      var threads = LoopThreads.open();
      threads.start(() -> {
        try {
          threads.awaitReadable(listener);
        } catch (Exception e) {
          said.add(e.getClass().getSimpleName());
        }
      });
      threads.close();
      assertThrows(IllegalStateException.class, () -> threads.start(() -> {}));
    }

    assertEquals(List.of("InterruptedException"), said);
  }
}

package asynclab.notebook.checks;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.notebook.DelayServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StopCheckTest {
  /// A thread per connection; how it is stopped is for each test to say.
  private abstract static class Simple implements Stop {
    final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final CountDownLatch hour = new CountDownLatch(1);
    ServerSocket listener;

    Simple() throws IOException {
      listener = new ServerSocket();
    }

    @Override
    public int start() throws IOException {
      listener = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
      threads.add(Thread.ofPlatform().name("accepts").start(this::accept));
      return listener.getLocalPort();
    }

    private void accept() {
      try {
        while (true) {
          var socket = listener.accept();
          sockets.add(socket);
          threads.add(Thread.ofPlatform().daemon().name("serves").start(() -> serve(socket)));
        }
      } catch (IOException closed) {
        return; // told to stop
      }
    }

    private void serve(Socket socket) {
      try (socket) {
        var delay = new String(socket.getInputStream().readNBytes(8), US_ASCII);
        if (!delay.startsWith("GET /0/") && hour.await(1, TimeUnit.HOURS)) return;
        socket.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\nhello".getBytes(US_ASCII));
        socket.shutdownOutput();
        socket.getInputStream().transferTo(OutputStream.nullOutputStream());
      } catch (IOException | InterruptedException ended) {
        return; // told to stop
      } finally {
        sockets.remove(socket);
      }
    }

    void joinAll() throws InterruptedException {
      for (var thread : threads) thread.join();
    }

    void letGo() {
      hour.countDown();
    }
  }

  private static List<String> whys(Stop mine) {
    return Check.of("delay.stop", mine).rows().stream()
        .filter(row -> !row.ok())
        .map(Row::why)
        .toList();
  }

  @Test
  void a_server_that_ends_everything_is_ok() {
    var mine =
        new Stop() {
          private DelayServer server;

          @Override
          public int start() throws IOException {
            server = DelayServer.start();
            return server.port();
          }

          @Override
          public void stop() {
            server.close();
          }
        };

    var result = Check.of("delay.stop", mine);

    assertTrue(result.ok(), result.text());
  }

  @Test
  void interrupting_and_joining_each_thread_is_ok_too() throws IOException {
    var mine =
        new Simple() {
          @Override
          public void stop() throws Exception {
            listener.close();
            for (var socket : sockets) socket.close();
            for (var thread : threads) thread.interrupt();
            joinAll();
          }
        };

    assertEquals(List.of(), whys(mine));
  }

  @Test
  void closing_the_listener_only_is_recognised() throws IOException {
    var mine =
        new Simple() {
          @Override
          public void stop() throws IOException {
            listener.close();
          }
        };

    var whys = whys(mine);

    mine.letGo();
    assertTrue(whys.getFirst().startsWith("the connections stay"), whys.toString());
  }

  @Test
  @Tag("slow")
  void waiting_out_the_longest_delay_is_recognised() throws IOException {
    var mine =
        new Simple() {
          @Override
          public void stop() throws Exception {
            listener.close();
            joinAll();
          }
        };

    var whys = whys(mine);

    mine.letGo();
    assertEquals(1, whys.size());
    assertTrue(whys.getFirst().contains("it waits out the longest delay"), whys.toString());
  }
}

package asynclab.notebook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// Ending with requests under way: nobody is left waiting and nothing is left behind.
@Timeout(60)
class DelayServerStopTest {
  private static final int CLIENTS = 20;
  private static final int ROUNDS = 10;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Test
  void every_client_gets_an_end_when_the_server_stops() throws IOException {
    var server = DelayServer.start();
    var clients = underWay(server);

    server.close();

    for (var client : clients) {
      assertEquals("", rest(client));
    }
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "descriptors are counted in /proc")
  void stopping_leaves_no_descriptor_and_no_thread() throws Exception {
    startPollers();
    round(); // the first server of a JVM opens what all later ones share
    var descriptors = descriptors();
    var threads = threads();

    for (var i = 0; i < ROUNDS; i++) round();

    assertTrue(descriptors() <= descriptors, descriptors() + " after " + descriptors);
    var left = threads();
    left.removeAll(threads);
    left.removeIf(DelayServerStopTest::ends);
    assertEquals(Set.of(), left);
  }

  @Test
  void a_server_stops_while_clients_keep_coming() throws Exception {
    for (var i = 0; i < ROUNDS; i++) {
      var server = DelayServer.start();
      var caller = Thread.ofPlatform().start(() -> callUntilRefused(server));
      while (server.arrivals().isEmpty()) Thread.onSpinWait();

      server.close();

      caller.join(); // hangs, and the timeout tells, if one client were left without an end
    }
  }

  @Test
  void a_client_accepted_while_the_jdk_forgets_its_connections_gets_an_end_too() throws Exception {
    var server = DelayServer.start();
    var slow = new SlowConnections();
    slow.takePlaceIn(server);
    var client = new Socket(server.address().getAddress(), server.port());
    client.setSoTimeout((int) PATIENCE.toMillis()); // a read that blocks does not hear an interrupt
    slow.adding.await();

    server.close();

    assertEquals("", rest(client));
  }

  /// The connections of the JDK's server, as on a machine where its dispatcher loses the processor
  /// between accepting one and adding it, until the others are being forgotten.
  @SuppressWarnings("serial") // nobody writes it anywhere
  private static final class SlowConnections extends HashSet<Object> {
    private final CountDownLatch adding = new CountDownLatch(1);
    private final CountDownLatch forgetting = new CountDownLatch(1);
    private final CountDownLatch added = new CountDownLatch(1);

    void takePlaceIn(DelayServer delayServer) throws ReflectiveOperationException {
      var server = field(DelayServer.class, "server").get(delayServer);
      var inside = field(server.getClass(), "server").get(server);
      field(inside.getClass(), "allConnections").set(inside, this);
    }

    private static Field field(Class<?> type, String name) throws NoSuchFieldException {
      var field = type.getDeclaredField(name);
      field.setAccessible(true);
      return field;
    }

    @Override
    public boolean add(Object connection) {
      adding.countDown();
      await(forgetting, 200); // never, if the dispatcher itself stops the server
      super.add(connection);
      added.countDown();
      return true;
    }

    @Override
    public void clear() {
      forgetting.countDown();
      await(added, PATIENCE.toMillis());
      super.clear();
    }

    private static void await(CountDownLatch latch, long millis) {
      try {
        var _ = latch.await(millis, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        throw new AssertionError("nobody interrupts a test that waits", e);
      }
    }
  }

  private static void callUntilRefused(DelayServer server) {
    try {
      for (var i = 0; i < 100_000; i++) {
        var _ = server.get("/0/x");
      }
    } catch (IOException refused) {
      return; // as it should be
    }
  }

  /// The JDK opens its own event queues when a virtual thread first waits for a socket: now, and
  /// not in the middle of counting.
  private static void startPollers() throws Exception {
    try (var listener = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
        var near = new Socket(listener.getInetAddress(), listener.getLocalPort());
        var far = listener.accept()) {
      var reader = Thread.startVirtualThread(() -> rest(near));
      while (reader.getState() != Thread.State.WAITING) Thread.onSpinWait();
      far.shutdownOutput();
      reader.join();
    }
  }

  private static void round() throws IOException {
    var server = DelayServer.start();
    var clients = underWay(server);
    server.close();
    for (var client : clients) client.close();
  }

  /// Clients of three kinds: waiting for an answer, idle after one, in the middle of asking.
  private static List<Socket> underWay(DelayServer server) throws IOException {
    var clients = new ArrayList<Socket>();
    for (var i = 0; i < CLIENTS; i++) {
      var socket = new Socket(server.address().getAddress(), server.port());
      clients.add(socket);
      var request =
          switch (i % 3) {
            case 0 -> "GET /3600000/x HTTP/1.1\r\nHost: x\r\n\r\n";
            case 1 -> "GET /36000";
            default -> "";
          };
      socket.getOutputStream().write(request.getBytes(UTF_8));
    }
    while (server.arrivals().size() < (CLIENTS + 2) / 3) Thread.onSpinWait();
    return clients;
  }

  private static String rest(Socket client) {
    try (client) {
      return new String(client.getInputStream().readAllBytes(), UTF_8);
    } catch (SocketException reset) {
      return ""; // an end, too: the server had not read all that was sent
    } catch (IOException other) {
      return other.toString();
    }
  }

  private static long descriptors() throws IOException {
    try (var files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    }
  }

  /// Stopping the JDK's server cancels its timer, whose thread ends by itself a moment later: on a
  /// busy machine after `close` has returned.
  private static boolean ends(Thread thread) {
    try {
      return thread.join(PATIENCE);
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts a test that waits", e);
    }
  }

  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !thread.getName().startsWith("ForkJoinPool"))
        .filter(thread -> !thread.getName().startsWith("VirtualThread"))
        .filter(thread -> !thread.getName().endsWith("Poller"))
        .collect(Collectors.toSet());
  }
}

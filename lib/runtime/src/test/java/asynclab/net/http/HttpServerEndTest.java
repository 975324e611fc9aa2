package asynclab.net.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.executor.EventLoop;
import asynclab.futures.Future;
import asynclab.sync.Notify;
import asynclab.syscalls.Sockets;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// How connections end: by the server, by the client, in the middle.
@Timeout(60)
class HttpServerEndTest extends Served {
  private static final String GET = "GET /%s HTTP/1.1\r\nHost: h\r\n\r\n";
  private static final String LAST = "GET /%s HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";

  @Test
  void stopping_lets_go_who_waits_and_answers_who_has_asked() throws Exception {
    var go = new Notify();
    var server = serve(request -> go.notified().map(_ -> Response.ok(request.target())));
    var idle = loop.blockOn(connect(server));
    var busy = loop.blockOn(connect(server));
    loop.blockOn(busy.writeText(GET.formatted("busy") + GET.formatted("more")));
    loop.blockOn(until(() -> server.connections() == 2));

    var stop = loop.spawn(server.stop());

    assertEquals("", loop.blockOn(idle.readText(1000)), "no word to who has not asked");
    assertThrows(IOException.class, () -> loop.blockOn(connect(server)));
    go.notifyOne();
    var answer = loop.blockOn(busy.readText(1000));
    assertTrue(answer.contains("Connection: close") && answer.endsWith("/busy"), answer);
    idle.close();
    busy.close();
    loop.blockOn(stop);
    loop.run();
  }

  @Test
  void closing_ends_everything_at_once() throws Exception {
    var server = serve(_ -> Future.never());
    var client = loop.blockOn(connect(server));
    loop.blockOn(client.writeText(GET.formatted("")));
    loop.blockOn(until(() -> server.connections() == 1));

    server.close();
    loop.run();

    assertEquals(0, server.connections());
    client.close();
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "resetOnClose is called as on Unix")
  void a_client_that_resets_is_reported_and_the_others_are_served() throws Exception {
    var server = serve(Served::echo);
    for (var sent :
        List.of("GET / HT", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nx")) {
      var client = loop.blockOn(connect(server));
      loop.blockOn(client.writeText(sent));
      loop.blockOn(until(() -> server.connections() == 1));
      for (var i = 0; i < 20; i++) loop.blockOn(EventLoop.yieldNow());
      Sockets.resetOnClose(client.stream().fd());
      client.close();
      loop.blockOn(until(() -> server.connections() == 0));
    }

    assertEquals(2, reports.stream().filter(text -> text.contains("ECONNRESET")).count());
    assertTrue(conversation(server, LAST.formatted("a")).endsWith("GET /a "));
  }

  @Test
  void who_has_ended_its_side_still_gets_the_answers() throws Exception {
    var server = serve(request -> loop.sleep(SOON).map(_ -> Response.ok(request.target() + ";")));
    var client = loop.blockOn(connect(server));
    loop.blockOn(client.writeText(GET.formatted("a") + GET.formatted("b")));
    client.shutdownOutput();

    var said = loop.blockOn(client.readText(1000));

    assertTrue(said.contains("/a;") && said.endsWith("/b;"), said);
    client.close();
  }

  @Test
  void who_ends_in_the_middle_is_told() throws Exception {
    var server = serve(Served::echo);
    var client = loop.blockOn(connect(server));
    loop.blockOn(client.writeText("GET / HTTP"));
    client.shutdownOutput();

    var said = loop.blockOn(client.readText(1000));

    assertTrue(said.startsWith("HTTP/1.1 400"), said);
    client.close();
  }

  @Test
  void a_source_that_fails_ends_the_connection_before_the_last_chunk() throws Exception {
    var server =
        serve(_ -> {
          Body.Source broken = _ -> Future.failed(new IOException("the disk is gone"));
          return Future.ready(new Response(200, Headers.NONE, Body.of(broken)));
        });

    var said = conversation(server, GET.formatted(""));

    assertTrue(said.endsWith("chunked\r\n\r\n"), said);
    assertEquals(1, reports.size());
    assertTrue(reports.getFirst().endsWith("the disk is gone"), reports.getFirst());
  }

  @Test
  void a_port_that_is_closed_refuses() throws Exception {
    var server = serve(Served::echo);
    loop.blockOn(server.stop());

    var port = server.address().getPort();

    assertThrows(ConnectException.class, () -> new Socket(kind.host(), port).close());
    assertEquals(List.of(0), IntStream.of(server.connections()).boxed().toList());
  }
}

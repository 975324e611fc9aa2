package asynclab.net.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import asynclab.futures.Future;
import com.sun.net.httpserver.HttpServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/// Against the JDK's own client and server.
@Timeout(30)
@DisabledIfSystemProperty(
    named = "asynclab.wine",
    matches = "true",
    disabledReason =
        "the JDK's client opens a Selector, and Wine 8's network addresses end the JVM")
class HttpInteropTest extends Served {
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @AfterEach
  void closeClient() {
    client.close();
  }

  @Test
  void the_jdks_client_is_answered() throws Exception {
    var server = serve(Served::echo);

    var answers =
        blocking(() -> {
          var get = HttpRequest.newBuilder(uri(server, "/a?b=c")).build();
          var post = HttpRequest.newBuilder(uri(server, "/p")).POST(BodyPublishers.ofString("hi"));
          return List.of(body(get), body(post.build()), body(get));
        });

    assertEquals(List.of("GET /a?b=c ", "POST /p hi", "GET /a?b=c "), answers);
    assertEquals(1, server.connections(), "all on one connection");
    loop.blockOn(server.stop());
  }

  private String body(HttpRequest request) throws Exception {
    return client.send(request, BodyHandlers.ofString()).body();
  }

  @Test
  void the_jdks_client_sends_chunks_and_expects_to_be_invited() throws Exception {
    var server = serve(Served::echo);
    var request =
        HttpRequest.newBuilder(uri(server, "/"))
            .expectContinue(true)
            .POST(
                BodyPublishers.fromPublisher(
                    BodyPublishers.ofByteArrays(List.of("one ".getBytes(), "two".getBytes()))));

    var answer = blocking(() -> body(request.build()));

    assertEquals("POST / one two", answer);
    loop.blockOn(server.stop());
  }

  @Test
  void the_jdks_client_reads_pieces() throws Exception {
    var server =
        serve(_ -> Future.ready(new Response(200, Headers.NONE, Body.of(new Pieces("ab", "cde")))));

    var answer = blocking(() -> body(HttpRequest.newBuilder(uri(server, "/")).build()));

    assertEquals("abcde", answer);
    loop.blockOn(server.stop());
  }

  @Test
  void the_jdks_server_answers() throws Exception {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var server = HttpServer.create(kind.address(), 0);
      server.setExecutor(executor);
      server.createContext(
          "/",
          exchange -> {
            var body = exchange.getRequestBody().readAllBytes();
            var chunked = exchange.getRequestURI().getPath().equals("/chunked");
            exchange.sendResponseHeaders(200, chunked ? 0 : body.length + 1);
            try (var out = exchange.getResponseBody()) {
              out.write(body);
              out.write('!');
            }
          });
      server.start();
      var base = "http://" + kind.text(server.getAddress().getPort());

      var got = loop.blockOn(Http.get(loop, URI.create(base + "/chunked")));
      var both =
          loop.blockOn(
              Future.using(
                  HttpConnection.connect(loop, server.getAddress()),
                  connection ->
                      connection
                          .send(Request.post("/counted", Body.of("x")))
                          .then(_ ->
                              connection.send(
                                  Request.post("/chunked", Body.of(new Pieces("ab", "c")))))));

      server.stop(0);
      assertEquals(List.of("!", "abc!"), List.of(got.text(), both.text()));
    }
  }
}

package asynclab.net.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.futures.Future;
import asynclab.futures.Ready;
import asynclab.net.AsyncListener;
import asynclab.simulation.Conditions;
import asynclab.simulation.Seeds;
import asynclab.simulation.Simulation;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Server and client over many networks, one a seed: delays, losses, breaks, and pieces of any
/// size.
class HttpInSimulationTest {
  private static final InetSocketAddress ADDRESS = InetSocketAddress.createUnresolved("server", 80);
  private static final int CLIENTS = 5;

  private static Future<String> three(Simulation simulation, int client) {
    return Future.using(
        HttpConnection.connect(simulation, ADDRESS), connection -> three(connection, client, ""));
  }

  private static Future<String> three(HttpConnection connection, int client, String soFar) {
    if (soFar.length() == 3 * 2) return Future.ready(soFar);
    var asked = client + "" + soFar.length() / 2;
    return connection
        .send(Request.post("/" + asked, Body.of("x".repeat(3000))))
        .then(response -> three(connection, client, soFar + response.text()));
  }

  /// Answers with the path it was asked for, after a while that the path decides.
  private static Future<Response> handle(Simulation simulation, Request request) {
    var path = request.target().substring(1);
    return simulation
        .sleep(Duration.ofMillis(7L * Integer.parseInt(path)))
        .map(_ -> Response.ok(path));
  }

  private static int run(Simulation simulation) throws Exception {
    var settings = ServerSettings.USUAL.with((_, _) -> {});
    var listener = AsyncListener.bind(simulation, ADDRESS);
    try (var server =
        HttpServer.serve(simulation, listener, asked -> handle(simulation, asked), settings)) {
      var clients = new ArrayList<Future<Ready<String>>>();
      for (var i = 0; i < CLIENTS; i++) clients.add(three(simulation, i).attempt());
      var answers = simulation.blockOn(Future.joinAll(clients));
      simulation.blockOn(server.stop());
      simulation.run();

      return check(answers);
    }
  }

  /// Each has its own answers in their order, or was told why not; how many have.
  private static int check(List<Ready<String>> answers) {
    var whole = 0;
    for (var i = 0; i < CLIENTS; i++) {
      switch (answers.get(i)) {
        case Ready.Value<String>(var text) -> {
          assertEquals("%d0%d1%d2".formatted(i, i, i), text);
          whole++;
        }
        case Ready.Failure<String>(var cause) -> assertInstanceOf(IOException.class, cause);
      }
    }
    return whole;
  }

  @Test
  void on_a_calm_network_all_is_answered_whatever_the_order() throws Exception {
    var found = Seeds.search(1, 100, simulation -> assertEquals(CLIENTS, run(simulation)));

    assertEquals(Optional.empty(), found);
  }

  @Test
  void on_a_rough_one_nobody_gets_anothers_answer_and_nobody_waits_for_ever() throws Exception {
    var whole = new int[1];

    var found = Seeds.search(1, 200, Conditions.ROUGH, simulation -> whole[0] += run(simulation));

    assertEquals(Optional.empty(), found);
    assertTrue(whole[0] > 200 && whole[0] < 200 * CLIENTS, whole[0] + " had all their answers");
  }
}

package asynclab.net.http;

import java.time.Duration;

/// What a server allows its clients.
///
/// @param patience how long it waits for them
/// @param connections how many at once; who comes then waits in the kernel's queue
/// @param report is told what no client can be told
public record ServerSettings(Limits limits, Patience patience, int connections, Report report) {
  /// A thousand connections, and what is reported goes to `System.err`.
  public static final ServerSettings USUAL =
      new ServerSettings(
          Limits.USUAL,
          Patience.USUAL,
          1000,
          (where, cause) -> System.err.println("http server, " + where + ": " + cause));

  public ServerSettings {
    if (connections < 1) throw new IllegalArgumentException("at least 1 connection is needed");
  }

  /// How long a server waits.
  ///
  /// @param idle for a request to begin
  /// @param head for its head, from the first byte on
  /// @param body for its content, from the head on
  /// @param write for the client to take an answer, each piece of a body that comes piece by piece
  /// @param linger for the client to close, after the last answer
  /// @param accept before it tries again to accept, when it could not
  public record Patience(
      Duration idle,
      Duration head,
      Duration body,
      Duration write,
      Duration linger,
      Duration accept) {
    /// Half a minute for most, ten seconds for a head.
    public static final Patience USUAL =
        new Patience(
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofSeconds(1),
            Duration.ofMillis(100));
  }

  /// Hears of what went wrong and can be said to nobody else: a handler that failed, a client that
  /// is gone, a connection that could not be accepted.
  @FunctionalInterface
  public interface Report {
    /// Something went wrong.
    ///
    /// @param where in a few words
    void trouble(String where, Throwable cause);
  }

  public ServerSettings with(Limits other) {
    return new ServerSettings(other, patience, connections, report);
  }

  public ServerSettings with(Patience other) {
    return new ServerSettings(limits, other, connections, report);
  }

  public ServerSettings with(Report other) {
    return new ServerSettings(limits, patience, connections, other);
  }

  public ServerSettings withConnections(int other) {
    return new ServerSettings(limits, patience, other, report);
  }
}

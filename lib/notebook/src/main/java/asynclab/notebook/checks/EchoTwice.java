package asynclab.notebook.checks;

import java.util.Optional;

/// The exercise `03.echo-twice`: send back what comes, on a queue of each kind.
///
/// Two connections, 0 and 1. Each says something, a piece at a time, then ends.
public interface EchoTwice {
  /// How many connections there are.
  int CONNECTIONS = 2;

  /// Sends everything back until both connections have ended.
  void byReadiness(Readiness kernel);

  /// The same.
  void byCompletion(Completion kernel);

  /// As much of a kernel as tells of readiness.
  interface Readiness {
    /// Sleeps until a connection can be read, and returns which; -1 when both have ended.
    int await();

    /// Copies what is there into `buffer`, now.
    ///
    /// @return how many bytes; 0 at the end; the negative `EAGAIN` when there is nothing yet
    int read(int connection, byte[] buffer);

    /// Takes `count` bytes out of `buffer`, now. There is always room.
    void write(int connection, byte[] buffer, int count);
  }

  /// As much of a kernel as tells of completion.
  interface Completion {
    /// Hands over an empty buffer: the kernel fills it when bytes come. Returns at once.
    void recv(int connection, byte[] buffer);

    /// Hands over a full buffer: the kernel takes `count` bytes out of it later. Returns at once.
    void send(int connection, byte[] buffer, int count);

    /// Sleeps until an operation is done; empty when none is under way.
    Optional<Done> await();
  }

  /// An operation that is done, and whose buffer is the program's again.
  ///
  /// @param connection whose it was
  /// @param isRecv whether it was a `recv`; else a `send`
  /// @param count how many bytes; 0 of a `recv` at the end
  record Done(int connection, boolean isRecv, int count) {}
}

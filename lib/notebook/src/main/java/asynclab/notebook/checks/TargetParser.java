package asynclab.notebook.checks;

import java.util.Optional;

/// The exercise `delay.target`: what a request asks of the delay server.
@FunctionalInterface
public interface TargetParser {
  /// A delay in milliseconds, unsigned, and a decoded message.
  record Target(long delayMillis, String message) {
    @Override
    public String toString() {
      return Long.toUnsignedString(delayMillis) + " ms, " + message;
    }
  }

  /// Reads `/delay/message`, as it stands in the request line; empty when it is not of that form.
  Optional<Target> parse(String target);
}

package asynclab.bench;

import java.io.IOException;

/// The servers that the tests run against.
enum EchoKind {
  POLL,
  FIBER,
  URING,
  LOOP,
  LOOP_AWAIT,
  RING,
  WORKERS;

  Echo open(int port) throws IOException {
    return switch (this) {
      case POLL -> EchoServer.open(port);
      case FIBER -> FiberEchoServer.open(port);
      case URING -> UringEchoServer.open(port);
      case LOOP, LOOP_AWAIT, RING, WORKERS -> open(port, 1 << 14);
    };
  }

  Echo open(int port, int bufferBytes) throws IOException {
    return switch (this) {
      case POLL -> EchoServer.open(port, bufferBytes);
      case FIBER -> FiberEchoServer.open(port, bufferBytes);
      case URING -> UringEchoServer.open(port, bufferBytes);
      case LOOP -> RuntimeEchoServer.open(Runtimes.LOOP, false, port, bufferBytes);
      case LOOP_AWAIT -> RuntimeEchoServer.open(Runtimes.LOOP, true, port, bufferBytes);
      case RING -> RingEchoServer.open(port, bufferBytes);
      case WORKERS -> RuntimeEchoServer.open(Runtimes.WORKERS, true, port, bufferBytes);
    };
  }
}

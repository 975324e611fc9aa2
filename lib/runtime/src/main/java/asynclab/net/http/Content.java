package asynclab.net.http;

import asynclab.futures.Future;
import asynclab.net.AsyncStream;
import java.nio.ByteBuffer;

/// The content of a response, while it comes in.
final class Content implements Body.Source {
  private final HttpConnection connection;
  private final MessageParser<ResponseHead> parser;
  private final boolean reusable;
  private boolean ended;

  /// @param reusable whether another exchange may follow on the connection
  Content(HttpConnection connection, MessageParser<ResponseHead> parser, boolean reusable) {
    this.connection = connection;
    this.parser = parser;
    this.reusable = reusable;
  }

  @Override
  public Future<Integer> read(ByteBuffer into) {
    if (ended) return Future.ready(AsyncStream.END);
    return connection.input.body(parser, into).map(this::told);
  }

  private int told(int count) {
    if (count == AsyncStream.END) end(reusable);
    return count;
  }

  private void end(boolean another) {
    ended = true;
    connection.end(another);
  }

  @Override
  public void close() {
    if (!ended) end(false);
  }
}

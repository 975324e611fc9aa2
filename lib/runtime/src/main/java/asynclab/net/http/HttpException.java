package asynclab.net.http;

import java.io.IOException;

/// A message that is refused, and the status that says why.
@SuppressWarnings("serial") // is never written anywhere
public final class HttpException extends IOException {
  private final int status;
  private final String why;

  HttpException(int status, String why) {
    super(status + " " + Status.reason(status) + ": " + why);
    this.status = status;
    this.why = why;
  }

  /// The same, said of a response instead of a request.
  HttpException asAnswer() {
    return new HttpException(502, why);
  }

  /// The same, with the name of whom we talked to.
  HttpException named(String whom) {
    return new HttpException(status, why + ", " + whom);
  }

  /// What a server answers. A client that refuses a response has 502 here, as a gateway would say.
  public int status() {
    return status;
  }
}

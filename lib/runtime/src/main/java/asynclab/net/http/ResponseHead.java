package asynclab.net.http;

/// The head of a response: RFC 9112, section 4.
record ResponseHead(int status, int minor, Headers headers, Framing framing)
    implements MessageHead {
  /// @param method of the request that it answers: a response to `HEAD` has no content
  static ResponseHead of(String method, String startLine, Headers headers) throws HttpException {
    var parts = startLine.split(" ", 3); // the reason may be missing, and says nothing
    var minor = MessageHead.minorOf(parts[0]);
    var status =
        parts.length > 1 && parts[1].length() == 3 && Chars.isDigits(parts[1]) ? parts[1] : "0";
    var number = Integer.parseInt(status);
    if (number < 100 || number > 599) {
      throw new HttpException(400, "a status line is version, status and reason");
    }
    return new ResponseHead(
        number, minor, headers, Framing.ofResponse(method, number, minor, headers));
  }

  /// Whether the real one is still to come.
  boolean isInterim() {
    return status < 200;
  }

  Response with(Body body) {
    return new Response(status, headers, body);
  }
}

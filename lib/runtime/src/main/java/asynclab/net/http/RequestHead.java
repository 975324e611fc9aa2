package asynclab.net.http;

import java.util.regex.Pattern;

/// The head of a request: RFC 9112, section 3.
record RequestHead(String method, String target, int minor, Headers headers, Framing framing)
    implements MessageHead {
  private static final Pattern HOST =
      Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[\\w.~!$&'()*+;=%-]*)(:[0-9]*)?");
  private static final Pattern ABSOLUTE = Pattern.compile("(?i:https?)://[^/?#@]+([/?][^#]*)?");

  static RequestHead of(String startLine, Headers headers) throws HttpException {
    var parts = startLine.split(" ", -1);
    if (parts.length != 3 || !Chars.isToken(parts[0])) {
      throw new HttpException(400, "a request line is method, target and version, a space between");
    }
    var minor = MessageHead.minorOf(parts[2]);
    checkTarget(parts[0], parts[1]);
    checkHost(minor, headers);
    var framing = Framing.ofRequest(minor, headers);
    return new RequestHead(parts[0], parts[1], minor, headers, framing);
  }

  /// Section 3.2. A `CONNECT` would turn the connection into a tunnel, and we dig none.
  private static void checkTarget(String method, String target) throws HttpException {
    if (method.equals("CONNECT")) throw new HttpException(501, "CONNECT is not for this server");
    var known =
        target.startsWith("/")
            || (method.equals("OPTIONS") && target.equals("*"))
            || ABSOLUTE.matcher(target).matches();
    if (!known || !Chars.isVisible(target) || target.indexOf('#') >= 0) {
      throw new HttpException(400, "the target is neither a path nor a whole address");
    }
  }

  private static void checkHost(int minor, Headers headers) throws HttpException {
    var hosts = headers.all("Host");
    if (hosts.isEmpty() && minor == 0) return;
    if (hosts.size() != 1) throw new HttpException(400, hosts.size() + " Host fields, 1 is needed");
    if (!HOST.matcher(hosts.getFirst()).matches()) {
      throw new HttpException(400, "the Host field is neither a name nor an address");
    }
  }

  /// The part that is too long decides: a method that nobody implements, or else the target.
  static HttpException startLineTooLong(String soFar) {
    return soFar.indexOf(' ') < 0
        ? new HttpException(501, "a method as long as this is not known")
        : new HttpException(414, "the target is longer than is read here");
  }

  /// Whether the client waits to be told before it sends the content (RFC 9110, section 10.1.1).
  ///
  /// @throws HttpException when it expects anything else
  boolean expectsContinue() throws HttpException {
    if (minor == 0 || !headers.has("Expect")) return false;
    if (!headers.members("Expect").stream().allMatch("100-continue"::equalsIgnoreCase)) {
      throw new HttpException(417, "100-continue is what can be expected");
    }
    return true;
  }

  Request with(Body body) {
    return new Request(method, target, headers, body);
  }
}

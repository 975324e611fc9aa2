package asynclab.net.http;

/// What a client asks.
///
/// Whoever sends it adds what frames it (`Content-Length`, `Transfer-Encoding`, `Connection`) and a
/// `Host`; fields of these names are not taken from here, but for `Connection: close` and `Host`.
///
/// @param method `GET`, for instance; case matters
/// @param target what is asked for, as it stands in the request line: a path that begins with `/`
///   and perhaps a query, mostly
public record Request(String method, String target, Headers headers, Body body) {
  public Request {
    if (!Chars.isToken(method)) {
      throw new IllegalArgumentException("\"" + method + "\" is no method");
    }
    if (!Chars.isVisible(target)) {
      throw new IllegalArgumentException(
          "\"" + target + "\" is no target: printed ASCII without spaces is; encode the rest");
    }
  }

  /// Asks for what is there.
  public static Request get(String target) {
    return new Request("GET", target, Headers.NONE, Body.empty());
  }

  /// Hands something in.
  public static Request post(String target, Body body) {
    return new Request("POST", target, Headers.NONE, body);
  }

  /// The same with one more field.
  public Request with(String name, String value) {
    return new Request(method, target, headers.with(name, value), body);
  }

  /// The content as UTF-8.
  public String text() {
    return body.text();
  }
}

package asynclab.net.http;

/// What a server answers.
///
/// Whoever sends it adds what frames it (`Content-Length`, `Transfer-Encoding`, `Connection`);
/// fields of these names are not taken from here, but for `Connection: close`.
///
/// @param status 200 to 599
public record Response(int status, Headers headers, Body body) {
  public Response {
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException(status + " is no final status: 200 to 599 are");
    }
  }

  /// `200 OK` with a text.
  public static Response ok(String text) {
    return text(200, text);
  }

  /// A text under a status.
  public static Response text(int status, String text) {
    return new Response(
        status, Headers.of("Content-Type", "text/plain; charset=utf-8"), Body.of(text));
  }

  /// A status alone.
  public static Response of(int status) {
    return new Response(status, Headers.NONE, Body.empty());
  }

  /// The same with one more field.
  public Response with(String name, String value) {
    return new Response(status, headers.with(name, value), body);
  }

  /// The content as UTF-8.
  public String text() {
    return body.text();
  }
}

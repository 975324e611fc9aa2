package asynclab.net.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/// Heads as they are written. What frames a message is decided here, and nowhere else.
final class HeadText {
  private static final List<String> FRAMING =
      List.of("Content-Length", "Transfer-Encoding", "Connection");

  /// RFC 9110, section 5.6.7.
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  /// The line that a second of answers share.
  private record Dated(long second, String text) {}

  private static volatile Dated latest = new Dated(0, DATE.format(Instant.EPOCH));

  private final StringBuilder text = new StringBuilder();

  private HeadText(String startLine) {
    text.append(startLine).append("\r\n");
  }

  /// @param host where the connection leads, for a request that does not say it
  static byte[] of(Request request, String host) {
    var head = new HeadText(request.method() + " " + request.target() + " HTTP/1.1");
    if (!request.headers().has("Host")) head.field("Host", host);
    head.fields(request.headers());
    var mayBeEmpty = List.of("GET", "HEAD", "DELETE", "OPTIONS").contains(request.method());
    if (!mayBeEmpty || !request.body().equals(Body.empty())) head.framing(request.body());
    if (request.headers().has("Connection", "close")) head.field("Connection", "close");
    return head.end();
  }

  /// @param minor of the request that it answers
  /// @param keep whether the connection lives on
  static byte[] of(Response response, int minor, boolean keep, Instant now) {
    var status = response.status();
    var head = new HeadText("HTTP/1.1 " + status + " " + Status.reason(status));
    if (!response.headers().has("Date")) head.field("Date", date(now));
    head.fields(response.headers());
    if (!Status.isBodiless(status) && isFramed(response, minor)) head.framing(response.body());
    if (!keep) head.field("Connection", "close");
    else if (minor == 0) head.field("Connection", "keep-alive");
    return head.end();
  }

  private static String date(Instant now) {
    var known = latest;
    if (known.second == now.getEpochSecond()) return known.text;
    var text = DATE.format(now);
    latest = new Dated(now.getEpochSecond(), text);
    return text;
  }

  /// Whether the reader sees the end of the content without the end of the connection.
  static boolean isFramed(Response response, int minor) {
    return minor == 1 || response.body() instanceof Body.Whole;
  }

  private void fields(Headers headers) {
    for (var field : headers.fields()) {
      if (!isFraming(field)) field(field.name(), field.value());
    }
  }

  private static boolean isFraming(Headers.Field field) {
    for (var name : FRAMING) if (field.is(name)) return true;
    return false;
  }

  private void framing(Body body) {
    switch (body) {
      case Body.Whole whole -> field("Content-Length", String.valueOf(whole.bytes.length));
      case Body.Stream _ -> field("Transfer-Encoding", "chunked");
    }
  }

  private void field(String name, String value) {
    text.append(name).append(": ").append(value).append("\r\n");
  }

  private byte[] end() {
    return Output.ascii(text.append("\r\n").toString());
  }
}

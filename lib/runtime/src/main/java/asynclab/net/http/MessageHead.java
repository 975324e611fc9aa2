package asynclab.net.http;

import java.util.regex.Pattern;

/// What stands before the content, read and judged.
sealed interface MessageHead permits RequestHead, ResponseHead {
  Pattern VERSION = Pattern.compile("HTTP/[0-9]\\.[0-9]");

  /// 0 or 1, of HTTP/1.0 or HTTP/1.1; a later 1.x is read like 1.1 (RFC 9110, section 2.5).
  int minor();

  Headers headers();

  Framing framing();

  /// Whether the sender lets another exchange follow on its connection (RFC 9112, section 9.3).
  default boolean keepsAlive() {
    if (headers().has("Connection", "close")) return false;
    return minor() == 1 || headers().has("Connection", "keep-alive");
  }

  static int minorOf(String version) throws HttpException {
    if (!VERSION.matcher(version).matches()) {
      throw new HttpException(400, "the start line names no version of HTTP");
    }
    if (version.charAt(5) != '1') throw new HttpException(505, version + "; HTTP/1.1 is spoken");
    return version.charAt(7) == '0' ? 0 : 1;
  }
}

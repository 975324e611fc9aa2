package asynclab.notebook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a request line asks of the delay server: `/{delay in ms}/{percent-encoded message}`.
///
/// The path is split first and decoded after, so that `%2F` is a `/` inside the message and never a
/// border. Decoding follows RFC 3986: only `%XX` means something, a `+` is a `+`.
///
/// @param delay the first segment, decoded, not yet looked at
/// @param message the second segment, decoded
record DelayTarget(String delay, String message) {
  private static final Pattern DIGITS = Pattern.compile("\\+?[0-9]+");

  /// The two segments of `rawPath`; empty if there are fewer, more, or one of them is empty.
  static Optional<DelayTarget> parse(String rawPath) {
    var segments = rawPath.split("/", -1);
    if (segments.length != 3 || segments[1].isEmpty() || segments[2].isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new DelayTarget(decode(segments[1]), decode(segments[2])));
  }

  /// The delay as an unsigned 64-bit number; empty if the segment is none.
  Optional<Long> delayMillis() {
    try {
      return DIGITS.matcher(delay).matches()
          ? Optional.of(Long.parseUnsignedLong(delay))
          : Optional.empty();
    } catch (NumberFormatException tooLarge) {
      return Optional.empty();
    }
  }

  /// `message` as a path segment: everything but the unreserved characters as `%XX`.
  static String encode(String message) {
    var encoded = new StringBuilder();
    for (var b : message.getBytes(UTF_8)) {
      var c = (char) (b & 0xff);
      if (c < 0x80 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0)) {
        encoded.append(c);
      } else {
        encoded.append('%').append("%02X".formatted((int) c));
      }
    }
    return encoded.toString();
  }

  /// The server's parser has refused a `%` without two hex digits before this is called.
  private static String decode(String segment) {
    var bytes = new ByteArrayOutputStream(segment.length());
    for (var i = 0; i < segment.length(); i++) {
      var c = segment.charAt(i);
      if (c == '%') {
        bytes.write(Integer.parseInt(segment, i + 1, i + 3, 16));
        i += 2;
      } else {
        bytes.write(c); // the request line was read byte by byte: a char is a byte here
      }
    }
    return bytes.toString(UTF_8);
  }
}

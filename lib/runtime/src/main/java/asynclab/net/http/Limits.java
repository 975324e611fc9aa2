package asynclab.net.http;

/// How much a peer may send in one message. Whatever is more is refused, and nothing beyond it is
/// kept.
///
/// @param startLineBytes of the request line or status line
/// @param fields how many header fields, and how many trailer fields
/// @param fieldBytes of all header fields together; trailer fields and chunk extensions may have as
///   many each
/// @param bodyBytes of the content, without the framing around it
public record Limits(int startLineBytes, int fields, int fieldBytes, long bodyBytes) {
  /// A line of 8,000 bytes, which RFC 9112 asks for in its section 3, and a mebibyte of content.
  public static final Limits USUAL = new Limits(8000, 100, 16_384, 1 << 20);

  public Limits {
    if (startLineBytes < 16 || fields < 1 || fieldBytes < 16 || bodyBytes < 0) {
      throw new IllegalArgumentException(
          "a start line and the fields need 16 bytes at least, a content 0 or more");
    }
  }

  /// The same with another limit of the content.
  public Limits withBodyBytes(long bytes) {
    return new Limits(startLineBytes, fields, fieldBytes, bytes);
  }
}

package asynclab.net.http;

import java.util.Optional;

/// How the end of a content is found: RFC 9112, section 6.3.
///
/// Two who see different ends of one message are how requests are smuggled. So what the RFC lets a
/// recipient mend (both fields at once, spaces in a number) is refused; equal lengths said twice
/// are one, as it allows.
sealed interface Framing {
  /// After so many bytes.
  record Counted(long bytes) implements Framing {}

  /// After the last of its chunks.
  record Chunked() implements Framing {}

  /// With the connection.
  record UntilEnd() implements Framing {}

  static Framing ofRequest(int minor, Headers headers) throws HttpException {
    return declared(minor, headers).orElse(new Counted(0));
  }

  static Framing ofResponse(String method, int status, int minor, Headers headers)
      throws HttpException {
    var declared = declared(minor, headers);
    if (method.equals("HEAD") || Status.isBodiless(status)) return new Counted(0);
    return declared.orElseGet(UntilEnd::new);
  }

  private static Optional<Framing> declared(int minor, Headers headers) throws HttpException {
    var coded = headers.has("Transfer-Encoding");
    var counted = headers.has("Content-Length");
    if (coded && counted) {
      throw new HttpException(400, "both Transfer-Encoding and Content-Length: which one holds?");
    }
    if (coded) return Optional.of(chunked(minor, headers));
    return counted ? Optional.of(new Counted(length(headers))) : Optional.empty();
  }

  private static Framing chunked(int minor, Headers headers) throws HttpException {
    var codings = headers.members("Transfer-Encoding");
    if (minor == 0) throw new HttpException(400, "HTTP/1.0 knows no Transfer-Encoding");
    if (!codings.getLast().equalsIgnoreCase("chunked")) {
      throw new HttpException(400, "the last Transfer-Encoding is not chunked");
    }
    if (codings.stream().filter("chunked"::equalsIgnoreCase).count() > 1) {
      throw new HttpException(400, "chunked twice");
    }
    if (codings.size() > 1) throw new HttpException(501, "no Transfer-Encoding but chunked");
    return new Chunked();
  }

  private static long length(Headers headers) throws HttpException {
    var lengths = headers.members("Content-Length");
    for (var length : lengths) {
      if (!Chars.isDigits(length)) {
        throw new HttpException(400, "a Content-Length is digits alone");
      }
    }
    for (var length : lengths) {
      if (!length.equals(lengths.getFirst())) {
        throw new HttpException(400, "different values of Content-Length");
      }
    }
    var digits = withoutLeadingZeros(lengths.getFirst());
    return digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
  }

  private static String withoutLeadingZeros(String digits) {
    var zeros = 0;
    while (zeros < digits.length() - 1 && digits.charAt(zeros) == '0') zeros++;
    return digits.substring(zeros);
  }

  /// Finds the content in what comes.
  ///
  /// @throws HttpException when it is known to be too long
  default BodyDecoder decoder(Limits limits) throws HttpException {
    return switch (this) {
      case Counted(var bytes) -> {
        if (bytes > limits.bodyBytes()) throw BodyDecoder.tooLong(limits);
        yield new CountedDecoder(bytes, true, limits);
      }
      case UntilEnd() -> new CountedDecoder(Long.MAX_VALUE, false, limits);
      case Chunked() -> new ChunkedDecoder(limits);
    };
  }
}

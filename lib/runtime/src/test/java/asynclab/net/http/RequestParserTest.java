package asynclab.net.http;

import static asynclab.net.http.Messages.requests;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Bytes that become requests, or are refused. `^` stands for CR LF in the tables, `\r`, `\n`, `\t`
/// and `\0` for themselves.
class RequestParserTest {
  private static final String TABLE =
      """
      a request                         | GET / HTTP/1.1^Host: h^^                          | GET / |end
      HTTP 1.0 needs no host            | GET /a HTTP/1.0^^                                 | GET /a |end
      a later minor is 1.1              | GET / HTTP/1.9^Host: h^^                          | GET / |end
      one empty line before             | ^GET / HTTP/1.1^Host: h^^                         | GET / |end
      two empty lines before            | ^^GET / HTTP/1.1^Host: h^^                        | 400
      lines that end with LF            | GET / HTTP/1.1\\nHost: h\\n\\n                    | 400
      a CR inside a line                | GET / HTTP/1.1^Host: h\\rX: y^^                   | 400
      two CR                            | GET / HTTP/1.1\\r\\r\\nHost: h^^                  | 400
      a NUL in a value                  | GET / HTTP/1.1^Host: h^A: b\\0c^^                 | 400
      a vertical tab in a value         | GET / HTTP/1.1^Host: h^A: b\\vc^^                 | 400
      no target                         | GET HTTP/1.1^Host: h^^                            | 400
      two spaces                        | GET  / HTTP/1.1^Host: h^^                         | 400
      a tab for a space                 | GET\\t/ HTTP/1.1^Host: h^^                        | 400
      a space behind the version        | GET / HTTP/1.1 ^Host: h^^                         | 400
      a method that is no token         | G@T / HTTP/1.1^Host: h^^                          | 400
      HTTP 0.9                          | GET /^^                                           | 400
      a version in small letters        | GET / http/1.1^Host: h^^                          | 400
      a version of two digits           | GET / HTTP/1.10^Host: h^^                         | 400
      HTTP 2                            | PRI * HTTP/2.0^^                                  | 505
      a target that is no path          | GET a HTTP/1.1^Host: h^^                          | 400
      a target with a fragment          | GET /a#b HTTP/1.1^Host: h^^                       | 400
      a target with a byte above ASCII  | GET /\u00e4 HTTP/1.1^Host: h^^                    | 400
      an asterisk                       | OPTIONS * HTTP/1.1^Host: h^^                      | OPTIONS * |end
      an asterisk for GET               | GET * HTTP/1.1^Host: h^^                          | 400
      a whole address                   | GET http://h/a HTTP/1.1^Host: h^^                 | GET http://h/a |end
      a tunnel                          | CONNECT h:1 HTTP/1.1^Host: h^^                    | 501
      no host                           | GET / HTTP/1.1^^                                  | 400
      two hosts                         | GET / HTTP/1.1^Host: h^Host: h^^                  | 400
      an empty host                     | GET / HTTP/1.1^Host:^^                            | GET / |end
      a host with a port                | GET / HTTP/1.1^Host: [::1]:80^^                   | GET / |end
      a host with a user                | GET / HTTP/1.1^Host: a@b^^                        | 400
      a host with a space               | GET / HTTP/1.1^Host: a b^^                        | 400
      a field without a colon           | GET / HTTP/1.1^Host^^                             | 400
      a field without a name            | GET / HTTP/1.1^Host: h^: x^^                      | 400
      a space before the colon          | GET / HTTP/1.1^Host : h^^                         | 400
      a tab before the colon            | GET / HTTP/1.1^Host\\t: h^^                       | 400
      a folded value                    | GET / HTTP/1.1^Host: h^A: b^ c^^                  | 400
      a space before the first field    | GET / HTTP/1.1^ Host: h^^                         | 400
      a line of spaces                  | GET / HTTP/1.1^Host: h^ ^^                        | 400
      a length                          | P / HTTP/1.1^Host: h^Content-Length: 2^^abc       | P / ab|more
      a length of nothing               | P / HTTP/1.1^Host: h^Content-Length: 0^^          | P / |end
      a length twice the same           | P / HTTP/1.1^Host: h^Content-Length: 2, 2^^ab     | P / ab|end
      two fields with the same length   | P / HTTP/1.1^Host: h^Content-Length:2^Content-Length:2^^ab | P / ab|end
      two lengths                       | P / HTTP/1.1^Host: h^Content-Length:2^Content-Length:3^^ab | 400
      two lengths in a list             | P / HTTP/1.1^Host: h^Content-Length: 2, 3^^ab     | 400
      the same length written otherwise | P / HTTP/1.1^Host: h^Content-Length: 2, 02^^ab    | 400
      an empty length                   | P / HTTP/1.1^Host: h^Content-Length:^^            | 400
      a length and a comma              | P / HTTP/1.1^Host: h^Content-Length: 2,^^ab       | 400
      a length with a plus              | P / HTTP/1.1^Host: h^Content-Length: +2^^ab       | 400
      a length with a minus             | P / HTTP/1.1^Host: h^Content-Length: -2^^ab       | 400
      a length in hexadecimal           | P / HTTP/1.1^Host: h^Content-Length: 0x2^^ab      | 400
      a length with a space inside      | P / HTTP/1.1^Host: h^Content-Length: 1 1^^ab      | 400
      a length with a vertical tab      | P / HTTP/1.1^Host: h^Content-Length: \\v2^^ab     | 400
      a length in digits of Arabia      | P / HTTP/1.1^Host: h^Content-Length: \u00b2^^ab   | 400
      a length of too many bytes        | P / HTTP/1.1^Host: h^Content-Length: 33^^         | 413
      a length of 2^64 and 2            | P / HTTP/1.1^Host: h^Content-Length: 18446744073709551618^^ab | 413
      a length with many zeros          | P / HTTP/1.1^Host: h^Content-Length: 0000000000000000000000002^^ab | P / ab|end
      chunks                            | P / HTTP/1.1^Host: h^Transfer-Encoding: chunked^^2^ab^1^c^0^^ | P / abc|end
      chunks in capitals                | P / HTTP/1.1^Host: h^TRANSFER-ENCODING: CHUNKED^^A^0123456789^0^^ | P / 0123456789|end
      chunks and a length               | P / HTTP/1.1^Host: h^Transfer-Encoding: chunked^Content-Length: 2^^0^^ | 400
      a length and chunks               | P / HTTP/1.1^Host: h^Content-Length: 5^Transfer-Encoding: chunked^^0^^ | 400
      chunks in HTTP 1.0                | P / HTTP/1.0^Host: h^Transfer-Encoding: chunked^^0^^ | 400
      chunked twice                     | P / HTTP/1.1^Host: h^Transfer-Encoding: chunked, chunked^^0^^ | 400
      chunked in two fields             | P / HTTP/1.1^Host: h^Transfer-Encoding:chunked^Transfer-Encoding:chunked^^0^^ | 400
      another coding                    | P / HTTP/1.1^Host: h^Transfer-Encoding: gzip, chunked^^0^^ | 501
      another coding alone              | P / HTTP/1.1^Host: h^Transfer-Encoding: gzip^^    | 400
      a coding behind chunked           | P / HTTP/1.1^Host: h^Transfer-Encoding: chunked, gzip^^0^^ | 400
      identity                          | P / HTTP/1.1^Host: h^Transfer-Encoding: identity^^ | 400
      nearly chunked                    | P / HTTP/1.1^Host: h^Transfer-Encoding: xchunked^^0^^ | 400
      chunked in quotes                 | P / HTTP/1.1^Host: h^Transfer-Encoding: "chunked"^^0^^ | 400
      no coding                         | P / HTTP/1.1^Host: h^Transfer-Encoding:^^0^^      | 400
      """;

  private static final String CHUNKS =
      """
      an extension                      | 2;a=b^ab^0;c^^                     | P / ab|end
      a trailer                         | 2^ab^0^A: b^^                      | P / ab|end
      a size with zeros                 | 002^ab^00^^                        | P / ab|end
      a size that is empty              | ^ab^0^^                            | 400
      a size behind a space             | \\s2^ab^0^^                        | 400
      a space behind a size             | 2 ^ab^0^^                          | 400
      a space before an extension       | 2 ;a^ab^0^^                        | 400
      a size with a plus                | +2^ab^0^^                          | 400
      a size with 0x                    | 0x2^ab^0^^                         | 400
      a size with a minus               | -2^ab^0^^                          | 400
      a size that is no number          | g^ab^0^^                           | 400
      a size of 2^64 and 2              | 10000000000000002^ab^0^^           | 400
      a size of 2^60 less 1             | fffffffffffffff^                   | 413
      more than the limit in one        | 21^                                | 413
      more than the limit in two        | 20^01234567890123456789012345678901^1^ | 413
      the limit                         | 20^01234567890123456789012345678901^0^^ | P / 01234567890123456789012345678901|end
      a size that ends with LF          | 2\\nab^0^^                         | 400
      data longer than said             | 2^abc^0^^                          | 400
      data shorter than said            | 3^ab^0^^                           | 400
      no end behind the data            | 2^ab0^^                            | 400
      LF behind the data                | 2^ab\\n0^^                         | 400
      LF in an extension                | 2;a\\nb^ab^0^^                     | 400
      a trailer with a folded value     | 0^A: b^ c^^                        | 400
      a trailer with a space            | 0^A : b^^                          | 400
      five trailers                     | 0^A:b^A:b^A:b^A:b^A:b^^            | 431
      """;

  static Stream<String[]> rows() {
    var chunked = "P / HTTP/1.1^Host: h^Transfer-Encoding: chunked^^";
    return Stream.concat(
        table(TABLE).map(row -> new String[] {row[0], wire(row[1]), row[2]}),
        table(CHUNKS).map(row -> new String[] {row[0], wire(chunked + row[1]), row[2]}));
  }

  private static Stream<String[]> table(String table) {
    return table.lines().map(line -> line.split("\\s*\\| ", 3));
  }

  static String wire(String text) {
    return text.replace("^", "\r\n")
        .replace("\\r", "\r")
        .replace("\\n", "\n")
        .replace("\\t", "\t")
        .replace("\\v", "\u000b")
        .replace("\\0", "\0")
        .replace("\\s", " ");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void a_request_is_read_or_refused(String what, String text, String expected) {
    assertEquals(expected, requests(text).replaceAll(" \\| (?=more|end)", "|"), what);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void wherever_it_is_cut_the_result_is_the_same(String what, String text, String expected) {
    var bytes = text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    var whole = requests(bytes);

    for (var cut = 0; cut <= bytes.length; cut++) {
      assertEquals(whole, requests(bytes, cut), what + ", cut at " + cut);
    }
    var everywhere = IntStream.range(0, bytes.length).toArray();
    assertEquals(whole, requests(bytes, everywhere), what + ", byte by byte");
  }

  @Test
  void pipelined_requests_come_one_after_the_other() {
    var one = "P / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nx";

    assertEquals("P / x | P / x | more", requests(one + one + "P"));
  }

  @ParameterizedTest
  @CsvSource({
    "64, 'P / |end'", // the request line may have so many bytes
    "65, 414",
    "90, 414",
  })
  void a_request_line_has_its_limit(int bytes, String expected) {
    var target = "/" + "a".repeat(bytes - "P / HTTP/1.1".length());

    var found = requests("P " + target + " HTTP/1.1\r\nHost: h\r\n\r\n").replaceAll("a+", "");

    assertEquals(expected, found.replaceAll(" \\| ", "|"));
  }

  @Test
  void a_method_longer_than_a_line_is_not_implemented() {
    assertEquals("501", requests("P".repeat(65)));
  }

  @ParameterizedTest
  @CsvSource({"4, end", "5, 431"})
  void fields_are_counted(int fields, String expected) {
    var text = "P / HTTP/1.1\r\nHost: h\r\n" + "A:b\r\n".repeat(fields - 1) + "\r\n";

    assertEquals(expected, requests(text).replace("P /  | ", ""));
  }

  @ParameterizedTest
  @CsvSource({"128, end", "129, 431", "500, 431"})
  void bytes_of_fields_are_counted_with_their_ends_of_line(int bytes, String expected) {
    var host = "Host: h\r\n";
    var filled = "A: " + "x".repeat(bytes - host.length() - 5) + "\r\n";

    assertEquals(
        expected, requests("P / HTTP/1.1\r\n" + host + filled + "\r\n").replace("P /  | ", ""));
  }

  @Test
  void extensions_of_all_chunks_together_have_a_limit() {
    var head = "P / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";
    var chunk = "1;" + "x".repeat(63) + "\r\na\r\n"; // 64 bytes of extension

    assertEquals("P / aa | end", requests(head + chunk.repeat(2) + "0\r\n\r\n"));
    assertEquals("400", requests(head + chunk.repeat(3)));
    assertEquals("400", requests(head + "1;" + "x".repeat(1000)));
  }

  @Test
  void nothing_is_taken_behind_the_end() throws Exception {
    var in = ByteBuffer.wrap("P / HTTP/1.0\r\n\r\nNEXT".getBytes());

    MessageParser.ofRequest(Messages.LIMITS).feed(in);

    assertEquals(4, in.remaining());
  }

  @Test
  void a_refusal_says_what_was_wrong() {
    var parser = MessageParser.ofRequest(Limits.USUAL);
    var bytes = ByteBuffer.wrap("GET / HTTP/1.1\r\nHost : h\r\n\r\n".getBytes());

    var e = assertThrows(HttpException.class, () -> parser.feed(bytes));

    assertEquals(
        "400 Bad Request: what stands before a colon is no name of a field", e.getMessage());
  }
}

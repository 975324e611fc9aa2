package asynclab.net.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Bytes that become a response, or are refused with 502.
class ResponseParserTest {
  private static final String TABLE =
      """
      a length                   | GET  | HTTP/1.1 200 OK^Content-Length: 2^^abc              | 200 ab +1
      no reason                  | GET  | HTTP/1.1 200 ^Content-Length: 0^^                   | 200 |
      no space before no reason  | GET  | HTTP/1.1 200^Content-Length: 0^^                    | 200 |
      a reason of many words     | GET  | HTTP/1.1 404 Not at all Found^Content-Length: 0^^   | 404 |
      chunks                     | GET  | HTTP/1.1 200 OK^Transfer-Encoding: chunked^^1^a^0^^x | 200 a +1
      up to the end              | GET  | HTTP/1.1 200 OK^^abc                                | 200 abc
      up to the end, HTTP 1.0    | GET  | HTTP/1.0 200 OK^^abc                                | 200 abc
      nothing for HEAD           | HEAD | HTTP/1.1 200 OK^Content-Length: 2^^HTTP             | 200  +4
      chunks said to HEAD        | HEAD | HTTP/1.1 200 OK^Transfer-Encoding: chunked^^        | 200 |
      nothing with 204           | GET  | HTTP/1.1 204 No Content^^HTTP                       | 204  +4
      nothing with 304           | GET  | HTTP/1.1 304 Not Modified^Content-Length: 9^^HTTP   | 304  +4
      an interim one             | GET  | HTTP/1.1 100 Continue^^HTTP                         | 100  +4
      a status of four digits    | GET  | HTTP/1.1 2000 OK^^                                  | 502
      a status of two            | GET  | HTTP/1.1 20 OK^^                                    | 502
      a status above             | GET  | HTTP/1.1 600 OK^^                                   | 502
      a status with a sign       | GET  | HTTP/1.1 +20 OK^^                                   | 502
      no status                  | GET  | HTTP/1.1^^                                          | 502
      HTTP 2                     | GET  | HTTP/2.0 200 OK^^                                   | 502
      another language           | GET  | SSH-2.0-x^^                                         | 502
      an empty line first        | GET  | ^HTTP/1.1 200 OK^^                                  | 502
      a long status line         | GET  | HTTP/1.1 200 xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx^^ | 502
      both lengths               | GET  | HTTP/1.1 200 OK^Content-Length: 1^Transfer-Encoding: chunked^^ | 502
      another coding             | GET  | HTTP/1.1 200 OK^Transfer-Encoding: gzip, chunked^^  | 502
      more than the limit        | GET  | HTTP/1.1 200 OK^Content-Length: 33^^                | 502
      more than it, to the end   | GET  | HTTP/1.1 200 OK^^012345678901234567890123456789012  | 502
      the end inside a length    | GET  | HTTP/1.1 200 OK^Content-Length: 2^^a                | 502
      the end inside chunks      | GET  | HTTP/1.1 200 OK^Transfer-Encoding: chunked^^1^a^    | 502
      the end inside the head    | GET  | HTTP/1.1 200 OK^                                    | 502
      """;

  static Stream<String[]> rows() {
    return TABLE
        .lines()
        .map(line -> line.split("\\s*\\| ", 4))
        .map(row ->
            new String[] {row[0], row[1], RequestParserTest.wire(row[2]), row[3].replace("|", "")});
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void a_response_is_read_or_refused(String what, String method, String text, String expected) {
    assertEquals(expected, Messages.response(method, text), what);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void wherever_it_is_cut_the_result_is_the_same(
      String what, String method, String text, String expected) {
    var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    var everywhere = IntStream.range(0, bytes.length).toArray();

    for (var cut = 0; cut <= bytes.length; cut++) {
      assertEquals(expected, Messages.response(method, bytes, cut), what + ", cut at " + cut);
    }
    assertEquals(expected, Messages.response(method, bytes, everywhere), what);
  }
}

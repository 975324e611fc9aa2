package asynclab.notebook.checks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.notebook.checks.TargetParser.Target;
import java.io.ByteArrayOutputStream;
import java.net.URLDecoder;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class TargetCheckTest {
  private static List<String> whys(TargetParser parser) {
    return Check.of("delay.target", parser).rows().stream()
        .filter(row -> !row.ok())
        .map(Row::why)
        .toList();
  }

  @Test
  void a_right_parser_is_ok() {
    var result = Check.of("delay.target", parser(Long::parseUnsignedLong, TargetCheckTest::decode));

    assertTrue(result.ok(), result.text());
    assertEquals(14, result.rows().size());
  }

  @Test
  void decoding_before_splitting_is_recognised() {
    TargetParser splits = parser(Long::parseUnsignedLong, text -> text);
    TargetParser wrong = target -> splits.parse(decode(target));

    assertEquals(List.of("%2F is a / inside the message: split first, decode after"), whys(wrong));
  }

  @Test
  void a_signed_delay_is_recognised() {
    var whys = whys(parser(Long::parseLong, TargetCheckTest::decode));

    assertTrue(whys.getFirst().contains("Long.parseLong"), whys.toString());
  }

  @Test
  void the_decoder_for_forms_is_recognised() {
    var whys = whys(parser(Long::parseUnsignedLong, text -> URLDecoder.decode(text, UTF_8)));

    assertEquals(1, whys.size());
    assertTrue(whys.getFirst().startsWith("URLDecoder is made for forms"), whys.toString());
  }

  /// A parser that is right if its parts are.
  private static TargetParser parser(Function<String, Long> number, UnaryOperator<String> decode) {
    return target -> {
      var segments = target.replaceFirst("\\?.*", "").split("/", -1);
      if (segments.length != 3 || segments[2].isEmpty()) return Optional.empty();
      try {
        return Optional.of(new Target(number.apply(segments[1]), decode.apply(segments[2])));
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
    };
  }

  private static String decode(String text) {
    var bytes = new ByteArrayOutputStream();
    for (var i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '%') {
        bytes.write(Integer.parseInt(text, i + 1, i + 3, 16));
        i += 2;
      } else {
        bytes.write(text.charAt(i));
      }
    }
    return bytes.toString(UTF_8);
  }
}

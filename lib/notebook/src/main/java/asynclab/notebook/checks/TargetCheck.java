package asynclab.notebook.checks;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The check `delay.target`: fourteen targets, and what each wrong idea makes of them.
@Examination
final class TargetCheck {
  static final Exercise<TargetParser> EXERCISE =
      new Exercise<>(
          "delay.target",
          TargetParser.class,
          "TargetParser mine = target -> Optional.of(new TargetParser.Target(delay, message));",
          TargetCheck.class);

  private static final String NOTHING = "nothing";

  /// One target, what it means, and the idea behind a wrong answer to it.
  private record Case(String target, String expected, String idea) {}

  private static final List<Case> CASES =
      List.of(
          new Case("/100/hello", "100 ms, hello", "the delay comes first, then the message"),
          new Case("/0/now", "0 ms, now", "no delay is a delay too"),
          new Case(
              "/9223372036854775808/x",
              "9223372036854775808 ms, x",
              "2^63 fits an unsigned number: Long.parseLong is for signed ones"),
          new Case(
              "/18446744073709551615/x",
              "18446744073709551615 ms, x",
              "2^64 - 1 is the largest unsigned number and still one"),
          new Case("/18446744073709551616/x", NOTHING, "2^64 does not fit in 64 bits"),
          new Case("/-1/x", NOTHING, "an unsigned number has no sign"),
          new Case("/soon/x", NOTHING, "a delay is made of digits"),
          new Case("/100/", NOTHING, "an empty message is no message"),
          new Case("/100", NOTHING, "one segment is missing"),
          new Case("/100/a/b", NOTHING, "three segments are one too many"),
          new Case(
              "/100/a+b",
              "100 ms, a+b",
              "URLDecoder is made for forms: it turns a + into a blank, a path keeps it"),
          new Case(
              "/100/a%2Fb",
              "100 ms, a/b", "%2F is a / inside the message: split first, decode after"),
          new Case("/100/gr%C3%BCn", "100 ms, grün", "the bytes after % are UTF-8"),
          new Case("/100/a?b=c/d", "100 ms, a", "the path ends at the ?"));

  @TestFactory
  Stream<DynamicTest> targets(TargetParser parser, Trial trial) {
    trial.ifItHangs("reading a line of text never needs to wait");
    return CASES.stream()
        .map(one ->
            dynamicTest(
                one.target,
                () ->
                    trial.expect(
                        one.expected,
                        () -> parser.parse(one.target).map(Object::toString).orElse(NOTHING),
                        seen -> one.idea)));
  }
}

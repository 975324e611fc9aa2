package asynclab.notebook.checks;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The check `03.decode`: results on both sides of the border between an error and a success.
@Examination
final class DecodeCheck {
  static final Exercise<Decoder> EXERCISE =
      new Exercise<>(
          "03.decode", Decoder.class, "Decoder mine = register -> errno;", DecodeCheck.class);

  /// A result, what it means, and the idea behind a wrong answer to it.
  private record Case(String tried, long register, String expected, String idea) {}

  private static final String ONLY_MINUS_ONE =
      "-1 is what libc makes of every error: the kernel says which one, as -4095 to -1";
  private static final String EVERY_NEGATIVE =
      "not every negative number is an error: below -4095 it is a result, an address for instance";

  private static final List<Case> CASES =
      List.of(
          new Case("6, six bytes were written", 6, "no error", "a count is a success"),
          new Case("0, the end of a stream", 0, "no error", "0 is a success: nothing went wrong"),
          new Case("-1", -1, "error 1", "the error number is the result without its sign"),
          new Case("-9", -9, "error 9", ONLY_MINUS_ONE),
          new Case("-4095, the last error", -4095, "error 4095", ONLY_MINUS_ONE),
          new Case("-4096, the first that is none", -4096, "no error", EVERY_NEGATIVE),
          new Case(
              "0x7f5c9a400000, from mmap",
              0x7f5c_9a40_0000L,
              "no error",
              "an address is a success: look at all 64 bits"),
          new Case(
              "0xffff800000000000, from lseek in /proc/self/mem",
              0xffff_8000_0000_0000L,
              "no error",
              EVERY_NEGATIVE));

  @TestFactory
  Stream<DynamicTest> results(Decoder decoder, Trial trial) {
    trial.ifItHangs("reading a number never needs to wait");
    return CASES.stream()
        .map(one ->
            dynamicTest(
                one.tried,
                () ->
                    trial.expect(
                        one.expected, () -> said(decoder.errno(one.register)), seen -> one.idea)));
  }

  private static String said(int errno) {
    return errno == 0 ? "no error" : "error " + errno;
  }
}

package asynclab.notebook;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// Sizes as the JVM counts them.
class FootprintTest {
  private static class Empty {}

  private static class Large {
    long[] unused;
    long a, b, c, d, e, f, g, h;

    Large() {
      throw new AssertionError("no constructor runs");
    }
  }

  @Test
  void eight_longs_and_a_reference_are_what_makes_an_object_larger() {
    var more = Footprint.bytesOf(Large.class) - Footprint.bytesOf(Empty.class);

    assertTrue(more == 64 || more == 72, more + " bytes: the reference may lie in a gap");
  }

  @Test
  void an_object_without_fields_is_its_header() {
    var header = Footprint.bytesOf(Empty.class);

    assertTrue(header == 16 || header == 8, header + " bytes: 8 with compact headers");
  }

  @Test
  void what_cannot_be_made_is_named() {
    assertThrows(IllegalStateException.class, () -> Footprint.bytesOf(Runnable.class));
  }
}

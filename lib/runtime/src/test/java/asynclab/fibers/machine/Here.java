package asynclab.fibers.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What tests ask of the machine they run on.
final class Here {
  private Here() {}

  static boolean hasSwitch() {
    try {
      var _ = Abi.current();
      return true;
    } catch (UnsupportedOperationException refused) {
      return false;
    }
  }

  /// The mappings of this process, as Linux lists them.
  static List<String> mappings() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/maps"));
  }
}

package asynclab.syscalls;

/// The processors whose instructions the lab knows.
public enum Processor {
  X86_64("x86-64"),
  AARCH64("AArch64");

  private final String title;

  Processor(String title) {
    this.title = title;
  }

  /// The one that runs this program.
  ///
  /// @throws UnsupportedOperationException on any other
  public static Processor current() {
    var name = System.getProperty("os.arch");
    return switch (name) {
      case "amd64", "x86_64" -> X86_64;
      case "aarch64" -> AARCH64;
      default ->
          throw new UnsupportedOperationException(
              "the lab has machine code for x86-64 and AArch64, and this processor is %s: run it on one of these, or on Binder"
                  .formatted(name));
    };
  }

  /// The name that its makers use: `x86-64`.
  @Override
  public String toString() {
    return title;
  }
}

package asynclab.poll;

/// One source in one registry: what an event's key stands for.
///
/// The key holds the descriptor and a number that is never used twice, so an event that the kernel
/// collected for an earlier owner of the same descriptor is recognised and dropped.
final class Registration {
  static final Registration NONE = new Registration(Source.of(0), new Token(-1), 0, 0);

  final Source source;
  final long key;
  volatile Token token;
  volatile boolean ended;

  Registration(Source source, Token token, int fd, int serial) {
    this.source = source;
    this.token = token;
    this.key = (long) serial << 32 | fd;
  }

  static int fd(long key) {
    return (int) key;
  }

  boolean isLive() {
    return !ended && source.isOpen();
  }
}

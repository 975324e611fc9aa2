package asynclab.poll;

import java.util.StringJoiner;

/// What became possible on one source: a slot of an [Events], valid until the next wait.
///
/// An event is a hint. A read after `isReadable` may still answer [TcpStream#WOULD_BLOCK], and an
/// error or an end shows itself by reading and writing, as it would without any event.
public final class Event {
  /// A bit of `readiness` in [Events#add]: a read will not wait.
  public static final int READABLE = 1;

  /// A write will not wait.
  public static final int WRITABLE = 2;

  /// An error waits to be fetched.
  public static final int ERROR = 4;

  /// The other side will send no more.
  public static final int READ_CLOSED = 8;

  /// Nothing can be sent any more.
  public static final int WRITE_CLOSED = 16;

  private static final String[] NAMES = {
    "readable", "writable", "error", "read-closed", "write-closed"
  };

  long key;
  int readiness;
  Registration registration = Registration.NONE;

  Event() {}

  /// The token that the source was registered with.
  public Token token() {
    return registration.token;
  }

  public boolean isReadable() {
    return (readiness & READABLE) != 0;
  }

  public boolean isWritable() {
    return (readiness & WRITABLE) != 0;
  }

  /// An error waits; for a connection attempt see [TcpStream#finishConnect].
  public boolean isError() {
    return (readiness & ERROR) != 0;
  }

  /// The other side has ended its direction; there may be bytes left to read before that end.
  public boolean isReadClosed() {
    return (readiness & READ_CLOSED) != 0;
  }

  public boolean isWriteClosed() {
    return (readiness & WRITE_CLOSED) != 0;
  }

  /// The readiness as text, such as `readable+read-closed`.
  public String readiness() {
    var words = new StringJoiner("+").setEmptyValue("nothing");
    for (var bit = 0; bit < NAMES.length; bit++) {
      if ((readiness & 1 << bit) != 0) words.add(NAMES[bit]);
    }
    return words.toString();
  }

  @Override
  public String toString() {
    return token() + " " + readiness();
  }
}

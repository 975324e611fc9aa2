package asynclab.poll;

/// What a source is watched for, and how often it is reported.
///
/// Level-triggered, the default: reported in every wait as long as there is something to do.
/// [Edge-triggered][#edge]: reported when something arrives, so read until [TcpStream#WOULD_BLOCK].
/// [One-shot][#oneShot]: reported once, then silent until [Registry#reregister].
public record Interest(boolean readable, boolean writable, Trigger trigger, boolean isOneShot) {
  /// When an event is reported again.
  public enum Trigger {
    /// As long as there is something to do.
    LEVEL,
    /// When something new arrives.
    EDGE
  }

  /// Bytes to read, a connection to accept, or the end of the stream.
  public static final Interest READABLE = new Interest(true, false, Trigger.LEVEL, false);

  /// Room to write, or the end of a connection attempt.
  public static final Interest WRITABLE = new Interest(false, true, Trigger.LEVEL, false);

  public Interest {
    if (!readable && !writable) {
      throw new IllegalArgumentException(
          "an interest in nothing: start from Interest.READABLE or Interest.WRITABLE");
    }
  }

  /// Both interests; edge-triggered or one-shot if either is.
  public Interest and(Interest other) {
    return new Interest(
        readable || other.readable,
        writable || other.writable,
        trigger == Trigger.EDGE ? trigger : other.trigger,
        isOneShot || other.isOneShot);
  }

  /// The same, edge-triggered.
  public Interest edge() {
    return new Interest(readable, writable, Trigger.EDGE, isOneShot);
  }

  /// The same, level-triggered.
  public Interest level() {
    return new Interest(readable, writable, Trigger.LEVEL, isOneShot);
  }

  /// The same, reported once.
  public Interest oneShot() {
    return new Interest(readable, writable, trigger, true);
  }

  @Override
  public String toString() {
    var what = readable && writable ? "readable+writable" : readable ? "readable" : "writable";
    var edge = trigger == Trigger.EDGE ? ", edge" : ", level";
    return what + edge + (isOneShot ? ", one-shot" : "");
  }
}

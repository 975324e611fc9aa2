package asynclab.kernel;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.messages.ContentType;
import org.dflib.jjava.jupyter.messages.publish.PublishDisplayData;
import org.dflib.jjava.jupyter.messages.publish.PublishStream;
import org.dflib.jjava.jupyter.messages.publish.PublishStream.StreamType;
import org.dflib.jjava.jupyter.messages.publish.PublishUpdateDisplayData;

/// What one cell prints and shows, from whichever thread, in the order in which it came.
///
/// Text waits here for a moment, so that ten thousand lines are a handful of messages. A cell may
/// show so much text and no more; the rest is counted, and a file holds all of it.
final class CellOutput {
  static final int MAX_LINES = 20_000;
  static final int MAX_CHARACTERS = 2_000_000;

  private final Cell cell;
  private final Outbox outbox;
  private final Transcript transcript;
  private final String noticeId = UUID.randomUUID().toString();

  private final String threadsId = UUID.randomUUID().toString();
  private String threadsTold = ""; // about threads that go on

  /// Which thread began a line and has not ended it.
  private final Map<StreamType, Long> begun = new EnumMap<>(StreamType.class);

  private List<Supplier<? extends ContentType<?>>> waiting = new ArrayList<>();
  private final StringBuilder text = new StringBuilder(); // comes after what waits
  private StreamType stream = StreamType.OUT; // of that text
  private int lines;
  private int characters;
  private long cut; // lines
  private long cutTold; // of them, what the notice says

  CellOutput(Cell cell, Outbox outbox) {
    this.cell = cell;
    this.outbox = outbox;
    this.transcript = new Transcript(cell.toString());
  }

  /// Takes a piece of text: whole lines, or the beginning of one that its thread will end later.
  void print(StreamType stream, String piece, long thread) {
    synchronized (this) {
      var whole = startsInsideALine(stream, piece, thread) ? "\n" + piece : piece;
      begun.put(stream, whole.endsWith("\n") ? 0 : thread);
      transcript.append(whole);
      if (lines >= MAX_LINES || characters >= MAX_CHARACTERS) {
        cut += lineEnds(whole);
      } else {
        append(stream, whole);
      }
    }
    outbox.wake(this);
  }

  /// A whole line of one thread is not put at the end of another's half one.
  private boolean startsInsideALine(StreamType stream, String piece, long thread) {
    var by = begun.getOrDefault(stream, 0L);
    return by != 0 && by != thread && piece.indexOf('\n') >= 0;
  }

  private void append(StreamType stream, String piece) {
    if (stream != this.stream) {
      endText();
      this.stream = stream;
    }
    var room = MAX_CHARACTERS - characters;
    var shown = piece.length() <= room ? piece : piece.substring(0, wholeTo(piece, room));
    text.append(shown);
    characters += piece.length();
    lines += lineEnds(shown);
    cut += lineEnds(piece) - lineEnds(shown);
  }

  /// The end at or before `limit` that parts no surrogate pair.
  private static int wholeTo(String piece, int limit) {
    return limit > 0 && Character.isHighSurrogate(piece.charAt(limit - 1)) ? limit - 1 : limit;
  }

  /// Takes something to show, after all that was printed before it.
  void show(ContentType<?> content) {
    showLater(() -> content);
  }

  /// Takes something whose content is asked for when it is sent.
  void showLater(Supplier<? extends ContentType<?>> content) {
    synchronized (this) {
      endText();
      waiting.add(content);
    }
    outbox.wake(this);
  }

  /// Says which threads of the cell go on, or that those named before have ended.
  void noteThreads() {
    var living = LivingThreads.of(each -> each == cell);
    var words = threadWords(living);
    synchronized (this) {
      if (words.equals(threadsTold)) return;
      var data = new DisplayData(words).setDisplayId(threadsId);
      show(
          threadsTold.isEmpty()
              ? new PublishDisplayData(data)
              : new PublishUpdateDisplayData(data));
      threadsTold = words;
    }
  }

  private String threadWords(List<LivingThreads.Living> living) {
    if (living.isEmpty()) {
      return threadsTold.isEmpty() ? "" : "The threads of this cell have ended.";
    }
    var names = LivingThreads.names(living);
    return living.size() == 1
        ? "A thread of this cell goes on: %s. Lab.stop() ends it.".formatted(names)
        : "%d threads of this cell go on: %s. Lab.stop() ends them."
            .formatted(living.size(), names);
  }

  private void endText() {
    if (text.isEmpty()) return;
    var piece = new PublishStream(stream, text.toString());
    waiting.add(() -> piece);
    text.setLength(0);
  }

  /// Sends all that waits. One sender at a time, so that what came first goes first.
  void send() {
    outbox.inTurn(() -> take().forEach(content -> outbox.publish(cell, content.get())));
  }

  private synchronized List<Supplier<? extends ContentType<?>>> take() {
    endText();
    if (cut > cutTold) {
      var notice = notice();
      waiting.add(() -> notice);
      cutTold = cut;
    }
    var taken = waiting;
    waiting = new ArrayList<>();
    return taken;
  }

  private ContentType<?> notice() {
    var lines = cut == 1 ? "line" : "lines";
    var words = new DisplayData("… %,d %s cut, %s".formatted(cut, lines, transcript.place()));
    words.setDisplayId(noticeId);
    return cutTold == 0 ? new PublishDisplayData(words) : new PublishUpdateDisplayData(words);
  }

  private static int lineEnds(String text) {
    return CellBook.lineEnds(text, text.length());
  }
}
